/** What is wrong with the bytes. */
export type ModelFormatReason = 'foreign' | 'truncated' | 'damaged' | 'other_version' | 'other_options';

/** Bytes that are not a model this package can read. Trying again does not help. */
export class ModelFormatError extends Error {
  readonly code = 'model_invalid';
  readonly retriable = false;

  constructor(readonly reason: ModelFormatReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ModelFormatError';
  }
}
