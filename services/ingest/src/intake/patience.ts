import { setTimeout } from 'node:timers/promises';

const STEP_MS = 25;

/**
 * Looks again for at most `graceMs` until everything is there: what was announced a moment ago is accepted by the log before the views show it,
 * and a sender that goes on at once should not be told that it is unknown.
 */
export async function patiently<T>(graceMs: number, look: () => Promise<T>, complete: (found: T) => boolean): Promise<T> {
  for (let waitedMs = 0; ; waitedMs += STEP_MS) {
    const found = await look();
    if (complete(found) || waitedMs >= graceMs) return found;
    await setTimeout(STEP_MS);
  }
}
