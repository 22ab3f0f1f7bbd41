import { tell } from '../output/write-result.js';

const AT_ONCE = 2_000;

/** Does the work piece by piece, telling how far it is when there is more than one piece. */
export async function inChunks(what: string, items: readonly string[], work: (some: readonly string[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await work(items.slice(from, from + AT_ONCE));
    if (items.length > AT_ONCE) tell(`${what}: ${Math.min(from + AT_ONCE, items.length)} of ${items.length}`);
  }
}
