import { ERROR_CODES, VitrineError, type ErrorCode } from '@vitrine/contracts';

/** A problem document (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly [extension: string]: unknown;
}

/** Seconds after which a client may try again what failed for want of a dependency. */
export const RETRY_AFTER_SECONDS = 2;

/** What the outside learns of an error: ours as it is, anything else as `internal` without its message. */
export function toProblem(error: unknown): Problem {
  const known = error instanceof VitrineError ? error : fromHttp(error);
  const { status, title } = ERROR_CODES[known.code];
  return { ...known.details, type: `https://vitrine.example/errors#${known.code}`, title, status, detail: known.message, code: known.code };
}

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_body', 401: 'unauthorised', 403: 'forbidden', 404: 'not_found', 405: 'not_found', 413: 'body_too_large', 415: 'unsupported_media_type',
};

/** Errors of Fastify and Nest carry a status; their client errors are told, the rest is not. */
function fromHttp(error: unknown): VitrineError {
  const { statusCode, status, message } = error as { statusCode?: unknown; status?: unknown; message?: unknown };
  const code = BY_STATUS[Number(statusCode ?? status)];
  return code === undefined
    ? new VitrineError('internal', 'something went wrong; the log has the details')
    : new VitrineError(code, typeof message === 'string' ? message : ERROR_CODES[code].title);
}
