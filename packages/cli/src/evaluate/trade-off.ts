import { judgedSlates, OFFER_POLICY_DEFAULTS, type JudgedQuestion, type OfferPolicy, type ShippedRanker, type SlateQuality } from '@vitrine/recommender';
import { tell, writeTable } from '../output/write-result.js';

/** A setting of the policy with what slates reach under it. */
export interface TradeOffPoint extends SlateQuality {
  readonly setting: number;
}

/** What slates reach as shipped, and along three settings of the policy. */
export interface TradeOff {
  readonly slate: SlateQuality;
  /** By places kept for products that are new to the member. */
  readonly novelPlaces: readonly TradeOffPoint[];
  /** By what a deeper discount counts. */
  readonly discountEmphasis: readonly TradeOffPoint[];
  /** By most offers of one category. */
  readonly perCategory: readonly TradeOffPoint[];
}

const NOVEL_PLACES = [0, 1, 2, 3, 4, 5, 6, 8, 10];
const DISCOUNT_EMPHASIS = [-12, -8, -4, -2, 2, 4, 8, 12];
const PER_CATEGORY = [1, 2, 3, 5, 10];
const TELL_EVERY = 200;

const changed = (setting: Partial<OfferPolicy>): OfferPolicy => ({ ...OFFER_POLICY_DEFAULTS, ...setting });

/** Judges the slates of all members under every setting; `whole` false only under the defaults. */
export function tradeOff(ranker: ShippedRanker, questions: readonly JudgedQuestion[], whole: boolean): TradeOff {
  const places = whole ? NOVEL_PLACES : [];
  const emphasis = whole ? DISCOUNT_EMPHASIS : [];
  const categories = whole ? PER_CATEGORY : [];
  const policies = [changed({}), ...places.map((novelPlaces) => changed({ novelPlaces })), ...emphasis.map((discountEmphasis) => changed({ discountEmphasis })), ...categories.map((perCategory) => changed({ perCategory }))];
  let done = 0;
  const step = (): void => {
    if (++done % TELL_EVERY === 0) tell(`slates of ${done} of ${questions.length} members, under ${policies.length} policies`);
  };
  const [slate, ...points] = judgedSlates(questions, policies, (question) => ranker.slates(question, policies), step);
  const named = (settings: readonly number[], from: number): TradeOffPoint[] => settings.map((setting, index) => ({ setting, ...points[from + index]! }));
  return { slate: slate!, novelPlaces: named(places, 0), discountEmphasis: named(emphasis, places.length), perCategory: named(categories, places.length + emphasis.length) };
}

/** Prints the curve. */
export function writeTradeOff({ slate, novelPlaces, discountEmphasis, perCategory }: TradeOff): void {
  writeTable(['slates', 'Recall@10', 'NDCG@10', 'hit rate', 'novel hit rate', 'share of novel places', 'mean discount %'], [
    row('as shipped', slate),
    ...novelPlaces.map((point) => row(`${point.setting} places for novel products`, point)),
    ...discountEmphasis.map((point) => row(`discount emphasis ${point.setting}`, point)),
    ...perCategory.map((point) => row(`at most ${point.setting} of a category`, point)),
  ]);
}

function row(name: string, { recall10, ndcg10, hitRate10, novelHitRate10, novelShare, discountPercent }: SlateQuality): string[] {
  return [name, ...[recall10, ndcg10, hitRate10, novelHitRate10, novelShare].map((value) => value.toFixed(4)), discountPercent.toFixed(1)];
}
