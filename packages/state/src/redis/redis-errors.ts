import { VitrineError } from '@vitrine/contracts';

/** Replies that tell of a state of the server which passes, rather than of a wrong command. */
const PASSING = /^(LOADING|READONLY|OOM|BUSY|MISCONF|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|UNBLOCKED|NOAUTH|NOPERM|WRONGPASS|UNKILLABLE)\b/;

/** What a failed command means to callers: `state_unavailable` unless Redis answered that the command itself is wrong. */
export function toVitrineError(error: unknown): VitrineError {
  if (error instanceof VitrineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (isReply(error) && !PASSING.test(message)) return new VitrineError('internal', `Redis refused a command: ${message}`, {}, withoutCommand(error));
  return new VitrineError('state_unavailable', `Redis does not answer: ${message}`, {}, withoutCommand(error));
}

/** As `toVitrineError`, for a connection that is being opened: a refused password will not do later either. */
export function openingError(error: unknown): VitrineError {
  if (isReply(error) && /^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH)\b/.test((error as Error).message)) {
    return new VitrineError('invalid_configuration', 'Redis refuses the user or the password of its address', { setting: 'REDIS_URL' });
  }
  return toVitrineError(error);
}

/** Whether Redis answered that it does not have a function, as after FUNCTION FLUSH or on an empty replacement. */
export function isMissingFunction(error: unknown): boolean {
  return isReply(error) && /function not found/i.test((error as Error).message);
}

function isReply(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ReplyError' || error.constructor.name === 'ErrorReply');
}

/** The clients hang the command and its arguments on the error; these may be purchases or templates, which no log may get. */
function withoutCommand(error: unknown): unknown {
  if (error instanceof Error && 'command' in error) delete error.command;
  return error;
}
