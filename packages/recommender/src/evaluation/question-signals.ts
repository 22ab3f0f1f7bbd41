import type { MemberId, PromotionId, Sku } from '@vitrine/contracts';
import type { Candidate } from '../candidate.js';
import { SIGNALS, signalsOf } from '../signals.js';
import type { Taste } from '../taste.js';
import { categoryKey, tasteProfile, type TasteProfile } from '../taste-profile.js';
import type { RankingQuestion } from './ranking-question.js';
import type { ShopKnowledge } from './shop-knowledge.js';
import { tasteOf } from './taste-of-history.js';

/** The signals of the product, and those that need the whole basket or what is bought together. */
export const QUESTION_SIGNALS = [...SIGNALS, 'habit', 'regularity', 'recentCategory', 'together'] as const;

export type QuestionSignal = (typeof QUESTION_SIGNALS)[number];

/** A purchase counts half after four weeks. */
const HALF_LIFE_MS = 28 * 86_400_000;
/** Purchases taken as made elsewhere, so that one purchase does not make a favourite category. */
const CATEGORY_PRIOR = 5;
/** Products of the history that others are compared with: bounds the time of a decision. */
const COMPARED = 40;

/**
 * One row of signals a candidate, in the order of `QUESTION_SIGNALS`. Beside the product's: habit, 1 when the member ever bought it;
 * regularity, square root of the share of own receipts with it; recentCategory, square root of its category's share of recent
 * purchases; together, for what the member never bought, square root of the mean
 * co-occurrence cosine with what they bought, the newer the heavier.
 * @param withTogether false leaves that one 0, which saves most of the time
 */
export function questionSignals(question: RankingQuestion, knowledge: ShopKnowledge, withTogether: boolean): Float64Array {
  const { candidates } = question;
  const { taste, profile } = profileOf(question, knowledge);
  const base = signalsOf(candidates.map(({ item, discountPercent }) => candidateOf(item, discountPercent, question, knowledge)), profile);
  const weights = recentWeights(question);
  const shares = recentCategories(weights, knowledge);
  const compared = heaviest(weights);
  const values = new Float64Array(candidates.length * QUESTION_SIGNALS.length);
  for (const [index, { item }] of candidates.entries()) {
    const receipts = profile.bySku.get(item as Sku)?.receipts ?? 0;
    const category = shares.get(categoryKey(knowledge.categories.get(item) ?? [])) ?? 0;
    let at = index * QUESTION_SIGNALS.length;
    for (const signal of SIGNALS) values[at++] = base[index]![signal];
    values[at++] = receipts > 0 ? 1 : 0;
    values[at++] = Math.sqrt(receipts / Math.max(1, taste.receipts));
    values[at++] = Math.sqrt(category);
    values[at] = receipts > 0 || !withTogether ? 0 : Math.sqrt(knowledge.together(item, compared));
  }
  return values;
}

function profileOf({ memberId, history, atMs }: RankingQuestion, { categories }: ShopKnowledge): { readonly taste: Taste; readonly profile: TasteProfile } {
  const taste = tasteOf(memberId as MemberId, history);
  const known = new Map<Sku, readonly string[]>();
  for (const { sku } of taste.products) {
    const path = categories.get(sku);
    if (path !== undefined) known.set(sku, path);
  }
  return { taste, profile: tasteProfile({ taste, deniedCategories: [], shown: new Map(), vectors: new Map(), categories: known }, atMs) };
}

/** As the decision sees a promotion that is valid and in stock. */
function candidateOf(item: string, discountPercent: number, { storeId }: RankingQuestion, knowledge: ShopKnowledge): Candidate {
  return {
    sku: item as Sku, promotionId: item as PromotionId, startsAtMs: 0, endsAtMs: Number.MAX_SAFE_INTEGER, discountPercent, active: true, title: item,
    categoryPath: knowledge.categories.get(item) ?? [], sensitive: false, onHandMilli: null, soldInHour: 0,
    soldInStore: knowledge.soldInStore(storeId, item), soldInChain: knowledge.soldLately(item), vector: null,
  };
}

function recentWeights({ history, atMs }: RankingQuestion): Map<string, number> {
  const weights = new Map<string, number>();
  for (const receipt of history) {
    const weight = Math.pow(2, -Math.max(0, atMs - receipt.atMs) / HALF_LIFE_MS);
    for (const item of receipt.items) weights.set(item, (weights.get(item) ?? 0) + weight);
  }
  return weights;
}

function heaviest(weights: ReadonlyMap<string, number>): Map<string, number> {
  const kept = [...weights].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, COMPARED).map(([item, weight]) => [item, Math.sqrt(weight)] as const);
  const total = kept.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(kept.map(([item, weight]) => [item, weight / total]));
}

function recentCategories(weights: ReadonlyMap<string, number>, { categories }: ShopKnowledge): Map<string, number> {
  const shares = new Map<string, number>();
  let total = CATEGORY_PRIOR;
  for (const [item, weight] of weights) {
    const path = categories.get(item);
    if (path === undefined) continue;
    total += weight;
    shares.set(categoryKey(path), (shares.get(categoryKey(path)) ?? 0) + weight);
  }
  for (const [key, weight] of shares) shares.set(key, weight / total);
  return shares;
}
