import type { NativeError } from './librdkafka-module.js';

/** librdkafka's numbers for what `logFailure` tells apart, under the names that Kafka (or kafkajs) gives them. */
const NAMES: Readonly<Record<number, string>> = {
  3: 'UNKNOWN_TOPIC_OR_PARTITION', 10: 'MESSAGE_TOO_LARGE', 18: 'RECORD_LIST_TOO_LARGE', 23: 'INCONSISTENT_GROUP_PROTOCOL', 29: 'TOPIC_AUTHORIZATION_FAILED',
  30: 'GROUP_AUTHORIZATION_FAILED', 31: 'CLUSTER_AUTHORIZATION_FAILED', 82: 'FENCED_INSTANCE_ID',
  [-169]: 'KafkaJSSASLAuthenticationError', [-188]: 'UNKNOWN_TOPIC_OR_PARTITION', [-190]: 'UNKNOWN_TOPIC_OR_PARTITION',
};

/** The error with the name that `logFailure` knows it by. */
export function withKafkaName(error: NativeError): NativeError {
  const type = NAMES[error.code];
  return type === undefined ? error : Object.assign(error, { type });
}
