import { VitrineError, type ErrorDetails } from '@vitrine/contracts';

/** Names Kafka, or TLS below it, gives to the error, to the errors it gathers and to what caused it, outermost first. */
export function failureTypes(error: unknown): readonly string[] {
  const types: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { type, code, errors = [] } = at as { type?: string; code?: unknown; errors?: readonly unknown[] };
    types.push(type ?? at.name, ...(typeof code === 'string' ? [code] : []), ...errors.flatMap(failureTypes));
  }
  return types;
}

const GROUP_REFUSED = 'this Kafka user has no permission on the consumer group; grant READ, DESCRIBE and DELETE on the groups of this cluster that Vitrine uses';
const UNTRUSTED = 'nobody whom this service trusts vouches for the certificate of Kafka; give its authority in KAFKA_TLS_CA_FILE';
const CERTIFICATE_WANTED = 'Kafka asks for a certificate that it trusts; give one in KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE';

/** What to do about each way in which Kafka refuses a user, or a user Kafka. */
const REFUSALS: Readonly<Record<string, string>> = {
  KafkaJSSASLAuthenticationError: 'Kafka refuses the user or the password; correct KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD',
  TOPIC_AUTHORIZATION_FAILED: 'this Kafka user has no permission on the topic; grant READ, WRITE and DESCRIBE on the topics of docs/events.md and their .dlq, and CREATE where the topics are not made beforehand',
  GROUP_AUTHORIZATION_FAILED: GROUP_REFUSED,
  INCONSISTENT_GROUP_PROTOCOL: 'the group has members by the other Kafka client, which shares partitions out in another way; stop them all, then start all with one VITRINE_KAFKA_CLIENT',
  FENCED_INSTANCE_ID: 'another process has this KAFKA_INSTANCE_ID; give each process a name of its own',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of Kafka is for another name; give the brokers in KAFKA_BROKERS by the names in their certificates',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: CERTIFICATE_WANTED,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: CERTIFICATE_WANTED,
  CLUSTER_AUTHORIZATION_FAILED: 'this Kafka user may not write at all; grant WRITE on the topics of docs/events.md (or IDEMPOTENT_WRITE on the cluster)',
};

/** The platform's error for what the Kafka client threw; one that is ours already stays as it is. */
export function logFailure(error: unknown, what: string, details: ErrorDetails = {}): VitrineError {
  if (error instanceof VitrineError) return error;
  const types = failureTypes(error);
  if (types.includes('MESSAGE_TOO_LARGE') || types.includes('RECORD_LIST_TOO_LARGE')) {
    return new VitrineError('body_too_large', `${what}: a record is over the topic's limit`, details, error);
  }
  if (types.includes('UNKNOWN_TOPIC_OR_PARTITION') || types.includes('INVALID_TOPIC_EXCEPTION')) {
    return new VitrineError('invalid_configuration', `${what}: there is no such topic`, details, error);
  }
  const refusal = types.map((type) => REFUSALS[type]).find((remedy) => remedy !== undefined);
  if (refusal !== undefined) return new VitrineError('invalid_configuration', `${what}: ${refusal}`, details, error);
  return new VitrineError('log_unavailable', `${what}: ${error instanceof Error ? error.message : String(error)}`, details, error);
}

/** As `logFailure`, for the first question about a group: the client hides a refusal behind "not found". */
export function groupFailure(error: unknown, group: string): VitrineError {
  const failure = logFailure(error, `group ${group} could not be looked at`, { group });
  if (failure.code !== 'log_unavailable' || !failureTypes(failure).includes('KafkaJSGroupCoordinatorNotFound')) return failure;
  return new VitrineError('invalid_configuration', `no broker answers for group ${group}: either ${GROUP_REFUSED}, or the topic __consumer_offsets is not available`, { group }, error);
}
