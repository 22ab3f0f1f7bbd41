import { CooccurrenceRanker, FrequencyRanker, PopularityRanker, ShippedRanker, type KnownGoods, type MemberRanker, type MemberReceipt, type StorePromotions } from '@vitrine/recommender';
import { Random, StreamLearner } from '@vitrine/word2vec';
import { tell } from '../output/write-result.js';

/** What can be asked to rank products for a member. */
export const MEMBER_RANKERS = ['popularity', 'gp-topfreq', 'cooccurrence', 'shipped'] as const;

export type MemberRankerName = (typeof MEMBER_RANKERS)[number];

/** What rankers learn from. */
export interface RankerData {
  /** Before the cut-off, oldest first. */
  readonly receipts: readonly MemberReceipt[];
  readonly goods: ReadonlyMap<string, KnownGoods>;
  readonly seed: number;
  /** What stores promoted, as far as it is known. */
  readonly promotions?: StorePromotions;
  /** Every product is a candidate, not promotions alone. */
  readonly everything?: boolean;
}

/** The newest weeks before the cut-off make the training targets. */
const FIT_WEEKS = 6;
const WEEK_MS = 7 * 86_400_000;
/** Receipts that make training targets, about; more add nothing. */
const FIT_RECEIPTS = 3000;

/** A ranker that has learnt every receipt. */
export function learntRanker(name: MemberRankerName, data: RankerData): MemberRanker {
  const ranker = MAKERS[name](data);
  tell(`${name} learns ${data.receipts.length} receipts`);
  for (const receipt of data.receipts) ranker.learn(receipt);
  ranker.ready();
  return ranker;
}

const MAKERS: Readonly<Record<MemberRankerName, (data: RankerData) => MemberRanker>> = {
  popularity: () => new PopularityRanker(),
  'gp-topfreq': () => new FrequencyRanker(),
  cooccurrence: () => new CooccurrenceRanker(),
  shipped: ({ receipts, goods, seed, promotions, everything = false }) => {
    const fitFromMs = (receipts.at(-1)?.atMs ?? 0) - FIT_WEEKS * WEEK_MS;
    const usable = receipts.filter(({ atMs, discounts }) => atMs >= fitFromMs && discounts.some((discount) => discount > 0)).length;
    const random = Random.from(`ranker:${seed}`);
    return new ShippedRanker({ goods, ...(promotions === undefined ? {} : { promotions }), vectors: () => new StreamLearner(), fitFromMs, fitEvery: Math.max(1, Math.round(usable / FIT_RECEIPTS)), random: () => random.next() }, everything);
  },
};
