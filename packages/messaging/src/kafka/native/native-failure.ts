import type { NativeError } from './native-module.js';

/** librdkafka's numbers for what matters to us, under the names that Kafka gives them. */
const NAMES: Readonly<Record<number, string>> = {
  10: 'MESSAGE_TOO_LARGE', 3: 'UNKNOWN_TOPIC_OR_PARTITION', [-188]: 'UNKNOWN_TOPIC_OR_PARTITION', 29: 'TOPIC_AUTHORIZATION_FAILED', 30: 'GROUP_AUTHORIZATION_FAILED',
  31: 'CLUSTER_AUTHORIZATION_FAILED', [-169]: 'KafkaJSSASLAuthenticationError',
};

/** The error with the name that `logFailure` knows it by. */
export function withKafkaName(error: NativeError): NativeError {
  const type = NAMES[error.code];
  return type === undefined ? error : Object.assign(error, { type });
}
