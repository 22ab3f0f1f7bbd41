import { setTimeout as delay } from 'node:timers/promises';
import { BasketSold, ConsentChanged, IdentityResolved, MemberChanged, partitionKey, ProductChanged, PromotionChanged, PurchaseRecorded, StockChanged, StoreChanged } from '@vitrine/contracts';
import { RECO_GROUPS } from '@vitrine/reco-worker';
import type { Inside } from '../platform/campaign-platform.js';

/** A group whose position stands in the state, and its topic. */
export interface Followed {
  readonly group: string;
  readonly topic: string;
}

/** What members, receipts and offers are made from, upstream first. */
export const FOLLOWED: readonly Followed[] = [
  { group: RECO_GROUPS.stores, topic: StoreChanged.topic.name },
  { group: RECO_GROUPS.products, topic: ProductChanged.topic.name },
  { group: RECO_GROUPS.members, topic: MemberChanged.topic.name },
  { group: RECO_GROUPS.consents, topic: ConsentChanged.topic.name },
  { group: RECO_GROUPS.promotions, topic: PromotionChanged.topic.name },
  { group: RECO_GROUPS.stock, topic: StockChanged.topic.name },
  { group: RECO_GROUPS.purchases, topic: PurchaseRecorded.topic.name },
  { group: RECO_GROUPS.learner, topic: BasketSold.topic.name },
  { group: RECO_GROUPS.identities, topic: IdentityResolved.topic.name },
];

export const RECEIPTS: Followed = { group: RECO_GROUPS.purchases, topic: PurchaseRecorded.topic.name };

/** End of every partition of a topic, by `partitionKey`. */
export type Ends = ReadonlyMap<string, number>;

const POLL_MS = 100;

export async function endsOf({ log }: Inside, { topic }: Followed): Promise<Ends> {
  const ranges = await log.ends(topic);
  return new Map(ranges.filter(({ begin, end }) => end > begin).map((range) => [partitionKey(range), range.end]));
}

/** Watermarks of a group, by `partitionKey`; 0 where nothing was applied. */
export async function watermarksOf({ state }: Inside, { group, topic }: Followed, partitions: Iterable<string>): Promise<Map<string, number>> {
  return new Map(await Promise.all(Array.from(partitions, async (key) => {
    const partition = Number(key.slice(key.lastIndexOf('/') + 1));
    return [key, (await state.store.watermark({ group, topic, partition })) ?? 0] as const;
  })));
}

/** Records of a group before these ends whose effect is not in the state. */
export async function behind(inside: Inside, followed: Followed, ends: Ends): Promise<number> {
  const watermarks = await watermarksOf(inside, followed, ends.keys());
  return [...ends].reduce((sum, [key, end]) => sum + Math.max(0, end - (watermarks.get(key) ?? 0)), 0);
}

/** Resolves true once nothing is behind these ends, false when that takes too long. What does not answer meanwhile is asked again. */
export async function reached(inside: Inside, followed: Followed, ends: Ends, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    const left = await behind(inside, followed, ends).catch(() => Number.POSITIVE_INFINITY);
    if (left === 0) return true;
    await delay(POLL_MS);
  }
  return false;
}

/** Waits until every group has dealt with everything in the log, which may grow meanwhile; what is left when it takes too long, by group. */
export async function everythingApplied(inside: Inside, withinMs: number): Promise<ReadonlyMap<string, number>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const left = await allBehind(inside).catch(() => new Map([['the platform does not answer', 1]]));
    if (left.size === 0 || performance.now() > deadline) return left;
    await delay(500);
  }
}

async function allBehind(inside: Inside): Promise<Map<string, number>> {
  const left = new Map<string, number>();
  for (const followed of FOLLOWED) {
    const count = await behind(inside, followed, await endsOf(inside, followed));
    if (count > 0) left.set(followed.group, count);
  }
  return left;
}
