import type { Acknowledged } from '../load/acknowledged.js';
import type { Inside } from '../platform/campaign-platform.js';
import { compareAnnounced } from './compare-announced.js';
import { compareOffers } from './compare-offers.js';
import { compareStates, soldInAll } from './compare-states.js';
import { compareVectors } from './compare-vectors.js';
import { checkDeadLetters, type DeadLettersCheck } from './dead-letters-check.js';
import { everythingApplied } from './progress.js';
import { receiptsInLog } from './receipts-in-log.js';
import { Reference } from './reference.js';

export interface VerdictSettings {
  readonly acknowledged: Acknowledged;
  /** Positions of the poison, as `positionKey`. */
  readonly poison: ReadonlySet<string>;
  /** Where the reference keeps its data. */
  readonly folder: string;
  readonly partitions: number;
}

/** What the log and the state say once nothing is on its way any more. */
export interface Verdict {
  readonly lost: number;
  readonly appliedTwice: number;
  readonly deadLetters: DeadLettersCheck;
  readonly outOfOrder: readonly string[];
  readonly receipts: { readonly distinct: number; readonly repeatedInLog: number };
  /** Where the state is not the reference's. */
  readonly differences: readonly string[];
}

const PATIENCE_MS = 240_000;
const LOOKED_UP_AT_ONCE = 1000;

export async function verdict(inside: Inside, { acknowledged, poison, folder, partitions }: VerdictSettings): Promise<Verdict> {
  const left = await everythingApplied(inside, PATIENCE_MS);
  const differences = Array.from(left, ([group, records]) => `${group} left ${records} records`);
  const inLog = await receiptsInLog(inside.log);
  const lost = await lostReceipts(inside, acknowledged, inLog.ids);
  const held = await soldInAll(inside.state);
  const appliedTwice = [...held].reduce((sum, [sku, count]) => sum + Math.max(0, count - (inLog.counts.get(sku) ?? 0)), 0);
  const reference = await Reference.of(inside.log, folder, partitions);
  try {
    differences.push(...(await compareStates(inside.state, reference.state)), ...(await compareAnnounced(inside.state, reference.state, Date.now())), ...(await compareVectors(inside)), ...(await compareOffers(inside, reference)));
  } finally {
    await reference.close();
  }
  const deadLetters = await checkDeadLetters(inside, poison);
  return { lost, appliedTwice, deadLetters, outOfOrder: inLog.outOfOrder, receipts: { distinct: inLog.ids.size, repeatedInLog: inLog.repeated }, differences };
}

async function lostReceipts({ state }: Inside, acknowledged: Acknowledged, logged: ReadonlySet<string>): Promise<number> {
  const ids = acknowledged.allReceipts();
  let lost = 0;
  for (let from = 0; from < ids.length; from += LOOKED_UP_AT_ONCE) {
    const some = ids.slice(from, from + LOOKED_UP_AT_ONCE);
    const applied = await state.receiptLedger.applied(some);
    lost += some.filter((id) => !logged.has(id) || !applied.has(id)).length;
  }
  return lost;
}
