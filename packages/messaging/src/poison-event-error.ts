import { positionKey, type ErrorCode, type LogPosition } from '@vitrine/contracts';

/**
 * Thrown by a `@Consumes` handler for one event it can never deal with.
 * That record goes to the dead-letter topic; the handler gets the batch again without it.
 */
export class PoisonEventError extends Error {
  constructor(
    readonly position: LogPosition,
    readonly code: ErrorCode,
    readonly detail: string,
  ) {
    super(`${positionKey(position)}: ${detail}`);
    this.name = 'PoisonEventError';
  }
}
