import { ERROR_CODES, type ErrorCode } from './error-codes.js';

/** Identifiers and figures that help to find the cause; never a name, an image or a vector. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * The one error of Vitrine's own code. `code` is from a closed list; `docs/errors.md` explains each.
 * `retriable` tells whether the same input may succeed later without a change.
 */
export class VitrineError extends Error {
  readonly code: ErrorCode;
  readonly retriable: boolean;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'VitrineError';
    this.code = code;
    this.retriable = ERROR_CODES[code].retriable;
    this.details = details;
  }
}

/** Whether waiting and trying again can help; an error that is not ours counts as retriable. */
export function isRetriable(error: unknown): boolean {
  return error instanceof VitrineError ? error.retriable : true;
}
