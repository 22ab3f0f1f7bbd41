import { describe, expect, it } from 'vitest';
import { shopper } from '../decisions.fixture.js';
import { ShopKnowledge } from './shop-knowledge.js';
import { TrainingExamples } from './training-examples.js';

const ALWAYS = { fromMs: 0, toMs: 100 };
const offers = Array.from({ length: 1000 }, (_, n) => ({ item: `p${n}`, discountPercent: n === 0 ? 40 : 10 }));
const bought = (...items: string[]) => ({ id: items.join(), memberId: 'm', storeId: 's', atMs: 10, items, discounts: items.map((item) => (item === 'bread' ? 0 : 25)) });

function asked(receipts: readonly ReturnType<typeof bought>[]): TrainingExamples {
  let n = 0;
  const training = new TrainingExamples(() => true, () => (n++ % 997) / 997);
  for (const receipt of receipts) training.add(receipt, shopper({ p0: 1 }).taste, new ShopKnowledge({ goods: new Map() }), { offers, known: true });
  return training;
}

describe('training examples', () => {
  it('carry the discounts of what was on offer, and what was bought without one is no answer', () => {
    const { values, labels } = asked([bought('p0', 'p1', 'bread')]).examples(['discount'], 'all', ALWAYS);
    expect(labels.reduce((a, b) => a + b, 0)).toBe(2);
    expect([...labels.keys()].filter((row) => labels[row] === 1).map((row) => values[row])).toEqual([0.4, 0.1]);
  });

  it('are as many as are drawn, and say what that does to an intercept', () => {
    const training = asked([bought('p0'), bought('p0', 'p1', 'p2', 'p3')]);
    const drawn = training.examples([], 'all', ALWAYS).labels.filter((label) => label === 0).length;
    expect(drawn).toBeLessThanOrEqual(2 * 200);
    expect(training.drawnLogShare(ALWAYS)).toBeCloseTo(Math.log(drawn / (999 + 996)), 9);
    expect(training.drawnLogShare({ fromMs: 50, toMs: 60 })).toBe(0);
  });

  it('weigh as much in all, however much was bought of a question', () => {
    const { labels, weights } = asked([bought('p0'), bought('p0', 'p1', 'p2', 'p3')]).examples([], 'all', ALWAYS);
    expect([...labels.keys()].filter((row) => labels[row] === 1).map((row) => weights[row])).toEqual([1, 0.25, 0.25, 0.25, 0.25]);
  });

  it('ask nothing where nothing on offer was bought', () => {
    expect(asked([bought('bread'), bought('elsewhere')]).count(ALWAYS)).toBe(0);
  });
});
