import type { Sku } from '@vitrine/contracts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandidateSet } from './candidate-set.js';
import type { Candidate, CompanionRow, Shopper } from './candidate.js';
import { decay } from './decay.js';
import { candidate, DAY, goods, NOW, shopper } from './decisions.fixture.js';
import { memberSignals } from './member-signals.js';
import type { SignalValues } from './signals.js';

const CATALOGUE = Array.from({ length: 60 }, (_, n) => `s${n}`);
const COMPARED = 40;
const known = (sku: string) => ({ title: `product ${sku} of line ${sku.length}`, categoryPath: ['food', `c${sku.at(-1)!}`] });

const bought = fc.array(fc.tuple(fc.constantFrom(...CATALOGUE), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 })), { minLength: 1, maxLength: 60 });
const onOffer = fc.uniqueArray(fc.tuple(fc.constantFrom(...CATALOGUE), fc.nat(3)), { minLength: 1, maxLength: 90, selector: ([sku, promotion]) => `${sku}/${promotion}` });
const shared = fc.dictionary(fc.constantFrom(...CATALOGUE), fc.integer({ min: 1, max: 50 }), { maxKeys: 20 });
const companions = fc.dictionary(fc.constantFrom(...CATALOGUE), fc.record({ weight: fc.nat(90), shared }), { maxKeys: 30 });

const saturating = (receipts: number): number => receipts / (receipts + 2);
const titled = (sku: string) => ({ title: `word${sku}`, categoryPath: [] });

/** What the table in `signals.ts` says of the signals that depend on the member, in as many words. */
function asTold(offered: Candidate, { taste, goods: of, companions: rows }: Shopper): Partial<SignalValues> {
  const mine = taste.products.find(({ sku }) => sku === offered.sku);
  const weights = taste.products.map(({ sku, recency, lastBoughtAtMs }) => ({ sku, weight: recency * decay(NOW - lastBoughtAtMs) }));
  const compared = weights.toSorted((a, b) => b.weight - a.weight || (a.sku < b.sku ? -1 : 1)).slice(0, COMPARED);
  const total = compared.reduce((sum, { weight }) => sum + Math.sqrt(weight), 0);
  const inCategory = (sku: Sku): boolean => of.get(sku)!.categoryPath.at(-1) === offered.categoryPath.at(-1);
  const share = (prior: number, counts: readonly number[]): number => Math.sqrt(counts.filter((_, at) => inCategory(taste.products[at]!.sku)).reduce((a, b) => a + b, 0) / counts.reduce((a, b) => a + b, prior));
  const cosine = compared.reduce((sum, { sku, weight }) => {
    const row: CompanionRow | undefined = rows.get(sku);
    return row === undefined || row.weight === 0 ? sum : sum + ((Math.sqrt(weight) / total) * (row.shared.get(offered.sku) ?? 0)) / Math.sqrt(row.weight * offered.companionWeight);
  }, 0);
  return {
    frequency: Math.log1p(mine?.receipts ?? 0), recency: saturating(weights.find(({ sku }) => sku === offered.sku)?.weight ?? 0), habit: mine === undefined ? 0 : 1,
    regularity: Math.sqrt(Math.min(1, (mine?.receipts ?? 0) / taste.receipts)), category: share(20, taste.products.map(({ receipts }) => receipts)), recentCategory: share(5, weights.map(({ weight }) => weight)),
    together: mine === undefined ? Math.sqrt(Math.min(1, cosine)) : 0,
  };
}

describe('the signals of a member', () => {
  it('are what their table says, of every row', () => {
    fc.assert(fc.property(bought, onOffer, companions, (history, offers, rows) => {
      const set = new CandidateSet(offers.map(([sku, promotion]) => candidate(sku, { ...known(sku), promotionId: `p${promotion}` as Candidate['promotionId'], companionWeight: 1 + sku.length })));
      const member = shopper(Object.fromEntries(history), {
        goods: goods(Object.fromEntries(CATALOGUE.map((sku) => [sku, known(sku)]))),
        companions: new Map(Object.entries(rows).map(([sku, { weight, shared: others }]) => [sku as Sku, { weight, shared: new Map(Object.entries(others)) }])),
      });
      const columns = memberSignals(set, member, NOW, () => true);
      for (const [row, offered] of set.candidates.entries()) {
        for (const [signal, value] of Object.entries(asTold(offered, member))) expect(columns[signal as keyof SignalValues][row], `${signal} of ${offered.sku}`).toBeCloseTo(value, 10);
      }
    }), { numRuns: 60 });
  });

  it('of vectors are the cosine to the mean of what weighs most in the history, believed as far as a product was sold of late', () => {
    const offered = [candidate('near', { vector: Float32Array.of(0.6, 0.8), soldLately: 20 }), candidate('far', { vector: Float32Array.of(0, -1) }), candidate('none'), candidate('of-another-model', { vector: Float32Array.of(1, 0, 0) })];
    const vectors = new Map([['a', Float32Array.of(1, 0)], ['b', Float32Array.of(0, 1)]] as [Sku, Float32Array][]);
    const set = new CandidateSet(offered);
    const { tasteMatch } = memberSignals(set, shopper({ a: 28, b: 0, c: 1 }, { vectors }), NOW, () => true);
    const [a, b] = [Math.SQRT1_2, 1];
    expect(set.candidates.map(({ sku }) => sku)).toEqual(['far', 'near', 'none', 'of-another-model']);
    expect([...tasteMatch]).toEqual([0, expect.closeTo(((0.6 * a + 0.8 * b) / Math.hypot(a, b)) / 2, 6), 0, 0]);
  });

  it('of words are those of what weighs most in the history', () => {
    const many = Object.fromEntries(CATALOGUE.slice(0, 50).map((sku, n) => [sku, 50 - n]));
    const set = new CandidateSet([candidate('newest', { title: 'words49', categoryPath: [] }), candidate('oldest', { title: 'words0', categoryPath: [] })]);
    const { similarTitle } = memberSignals(set, shopper(many, { goods: goods(Object.fromEntries(CATALOGUE.map((sku) => [sku, titled(sku)]))) }), NOW + DAY, () => true);
    expect(similarTitle[0]).toBeGreaterThan(0);
    expect(similarTitle[1]).toBe(0);
  });
});
