import { VitrineError } from '@vitrine/contracts';

/** What a check gives: the value, or why it was refused. */
export type Checked<T> = T | VitrineError;

export function isRefused<T>(checked: Checked<T>): checked is VitrineError {
  return checked instanceof VitrineError;
}

/** Runs a check of one item. A fault of the item becomes a value; a fault of ours (retriable) concerns the whole request and is thrown. */
export function attempt<T>(check: () => T): Checked<T> {
  try {
    return check();
  } catch (error) {
    return refusal(error);
  }
}

/** `attempt` for a check that waits for something. */
export async function attemptAsync<T>(check: () => Promise<T>): Promise<Checked<T>> {
  try {
    return await check();
  } catch (error) {
    return refusal(error);
  }
}

/** Goes on with what passed so far. */
export function next<T, U>(checked: readonly Checked<T>[], check: (value: T) => U): Checked<U>[] {
  return checked.map((item) => (isRefused(item) ? item : attempt(() => check(item))));
}

/** Those that passed so far. */
export function passed<T>(checked: readonly Checked<T>[]): T[] {
  return checked.filter((item): item is T & Exclude<T, VitrineError> => !isRefused(item));
}

function refusal(error: unknown): VitrineError {
  if (error instanceof VitrineError && !error.retriable) return error;
  throw error;
}
