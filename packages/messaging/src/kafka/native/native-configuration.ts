import type { KafkaSettings } from '../kafka-event-log-options.js';
import type { NativeConfiguration } from './native-module.js';

/** How to reach the brokers, in librdkafka's words. */
export function nativeConfiguration({ brokers, clientId, ssl, sasl }: KafkaSettings): NativeConfiguration {
  const tls = typeof ssl === 'object' ? ssl : {};
  const password = sasl !== undefined && 'password' in sasl ? { 'sasl.mechanism': sasl.mechanism.toUpperCase(), 'sasl.username': sasl.username, 'sasl.password': sasl.password } : {};
  const encrypted = ssl !== undefined && ssl !== false;
  return {
    'bootstrap.servers': brokers.join(','),
    'client.id': clientId,
    'security.protocol': `${sasl === undefined ? '' : 'sasl_'}${encrypted ? 'ssl' : 'plaintext'}`,
    'socket.keepalive.enable': true,
    'reconnect.backoff.max.ms': 1_000,
    ...(pem(tls.ca) === undefined ? {} : { 'ssl.ca.pem': pem(tls.ca) }),
    ...(pem(tls.cert) === undefined ? {} : { 'ssl.certificate.pem': pem(tls.cert) }),
    ...(pem(tls.key) === undefined ? {} : { 'ssl.key.pem': pem(tls.key) }),
    ...password,
  };
}

function pem(given: unknown): string | undefined {
  return typeof given === 'string' || Buffer.isBuffer(given) ? given.toString() : undefined;
}
