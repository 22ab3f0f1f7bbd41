import { VitrineError } from '@vitrine/contracts';
import type { KafkaSettings } from '../kafka-event-log-options.js';
import { failureTypes, logFailure } from '../kafka-failure.js';
import { withKafkaName } from './librdkafka-failure.js';
import type { Done, NativeClient, NativeConfiguration, NativeError } from './librdkafka-module.js';

const CONNECT_WITHIN_MS = 20_000;

/** How to reach the brokers, in librdkafka's words; the same patience as the other client has. */
export function connectionOf({ brokers, clientId, ssl, sasl }: KafkaSettings): NativeConfiguration {
  const encrypted = ssl !== undefined && ssl !== false;
  const { ca, cert, key } = typeof ssl === 'object' ? ssl : {};
  return {
    'bootstrap.servers': brokers.join(','),
    'client.id': clientId,
    'security.protocol': `${sasl === undefined ? '' : 'sasl_'}${encrypted ? 'ssl' : 'plaintext'}`,
    'socket.keepalive.enable': true,
    'socket.connection.setup.timeout.ms': 3_000,
    'socket.timeout.ms': 15_000,
    'reconnect.backoff.ms': 100,
    'reconnect.backoff.max.ms': 1_000,
    ...pem('ssl.ca.pem', ca), ...pem('ssl.certificate.pem', cert), ...pem('ssl.key.pem', key),
    ...(sasl !== undefined && 'password' in sasl ? { 'sasl.mechanism': sasl.mechanism.toUpperCase(), 'sasl.username': sasl.username, 'sasl.password': sasl.password } : {}),
  };
}

function pem(name: string, given: unknown): NativeConfiguration {
  return typeof given === 'string' || Buffer.isBuffer(given) ? { [name]: given.toString() } : {};
}

/** Awaits what librdkafka does with a callback; its error comes with the name that `logFailure` knows it by. */
export async function done<T>(work: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    work((error, result) => {
      if (error === null || error === undefined) resolve(result);
      else reject(withKafkaName(error));
    });
  });
}

/**
 * Connects; rejects at once where the broker refuses the user.
 * @throws VitrineError
 */
export async function connect(client: NativeClient, what: string): Promise<void> {
  const refused = new Promise<never>((_, reject) => { client.on('event.error', (error) => { if (refusal(error) !== null) reject(withKafkaName(error)); }); });
  refused.catch(() => undefined);
  try {
    await Promise.race([done((connected) => client.connect({ timeout: CONNECT_WITHIN_MS, allTopics: false }, connected)), refused]);
  } catch (error) {
    throw logFailure(error, what);
  }
}

/**
 * The platform's error where the client can do nothing about it any more: refused, or failed for good. Null where it tries again by itself, as it does
 * with a topic that is not known: a broker that is just back may not know it yet.
 */
export function refusal(error: NativeError, what = 'Kafka refuses'): VitrineError | null {
  const failure = logFailure(withKafkaName(error), what);
  const refused = failure.code === 'invalid_configuration' && !unknownTopic(error);
  return error.isFatal === true || refused ? failure : null;
}

/** Whether the broker does not know the topic. */
export function unknownTopic(error: NativeError): boolean {
  return failureTypes(withKafkaName(error)).includes('UNKNOWN_TOPIC_OR_PARTITION');
}
