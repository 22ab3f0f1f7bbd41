import { Kafka, logLevel } from 'kafkajs';
import { installEncoder } from './encoding/install-encoder.js';
import type { KafkaSettings } from './kafka-event-log-options.js';

/** The client all connections of one event log come from. */
export function kafkaClient(settings: KafkaSettings): Kafka {
  installEncoder();
  const { brokers, clientId, ssl, sasl, onClientLog } = settings;
  return new Kafka({
    clientId,
    brokers: [...brokers],
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    logLevel: logLevel.WARN,
    logCreator: () => ({ level, namespace, log }) => onClientLog({ level: level === logLevel.ERROR ? 'error' : 'warn', message: `${namespace}: ${log.message}` }),
  });
}
