import { VitrineError, type ErrorDetails } from '@vitrine/contracts';

/** Names Kafka gives to the error and to what caused it, outermost first. */
export function failureTypes(error: unknown): readonly string[] {
  const types: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    types.push((at as { type?: string }).type ?? at.name);
  }
  return types;
}

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
  return new VitrineError('log_unavailable', `${what}: ${error instanceof Error ? error.message : String(error)}`, details, error);
}
