import { setTimeout as delay } from 'node:timers/promises';
import type { Inside } from '../platform/campaign-platform.js';
import { endsOf, reached, RECEIPTS, type Ends } from './progress.js';

const LONGEST_MS = 180_000;
/** Receipts of so long after the moment are to be applied too: what came before may have been on its way already. */
const AFTERWARDS_MS = 500;

/**
 * Seconds from now until every receipt that is in the log a moment from now is applied; null when that takes three minutes.
 * Called when a worker goes, or when what was broken is whole again.
 */
export async function recovery(inside: Inside): Promise<number | null> {
  const begin = performance.now();
  await delay(AFTERWARDS_MS);
  const ends = await patientEnds(inside);
  return (await reached(inside, RECEIPTS, ends, LONGEST_MS)) ? (performance.now() - begin) / 1000 : null;
}

async function patientEnds(inside: Inside): Promise<Ends> {
  for (;;) {
    try {
      return await endsOf(inside, RECEIPTS);
    } catch {
      await delay(100);
    }
  }
}
