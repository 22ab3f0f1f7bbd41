import { describe, expect, it } from 'vitest';
import { BasketCompletion } from './basket-completion.js';
import { ModelFormatError } from './model-format-error.js';
import { Random } from './random.js';
import { StreamLearner, type LearnerBasket } from './stream-learner.js';

const SMALL = { dim: 8, recentCapacity: 20, reservoirCapacity: 30 };

/** Two kitchens: what is bought together comes from one of them, salt from both. */
function plantedBaskets(count: number): LearnerBasket[] {
  const random = Random.from('planted');
  const kitchens = ['pasta', 'taco'].map((kitchen) => Array.from({ length: 10 }, (_, i) => `${kitchen}-${i}`));
  return Array.from({ length: count }, (_, n) => {
    const shelf = kitchens[n % 2]!;
    const items = Array.from({ length: 4 }, () => shelf[random.below(shelf.length)]!);
    return { eventId: `receipt-${n}`, items: [...items, 'salt'] };
  });
}

function learnt(baskets: readonly LearnerBasket[], learner = new StreamLearner(SMALL)): StreamLearner {
  for (const basket of baskets) learner.learn(basket);
  return learner;
}

describe('StreamLearner', () => {
  it('finds the planted structure', () => {
    const completion = new BasketCompletion(learnt(plantedBaskets(300)).vectors());
    for (const query of ['pasta-0', 'taco-3']) {
      const kitchen = query.slice(0, 4);
      const best = completion.complete([query], 8).map(({ item }) => item.slice(0, 4));
      expect(best).toEqual(Array(8).fill(kitchen));
    }
  });

  it('gives the same bits when it is stopped and restored between any two baskets', () => {
    const baskets = plantedBaskets(60);
    const whole = learnt(baskets).snapshot();
    for (const cut of [0, 1, 17, 59]) {
      const restored = StreamLearner.restore(learnt(baskets.slice(0, cut)).snapshot(), SMALL);
      expect(Buffer.compare(learnt(baskets.slice(cut), restored).snapshot(), whole)).toBe(0);
    }
  });

  it('gives the same bits again after its memory has grown, at a dimension that needs padding', () => {
    const options = { ...SMALL, dim: 13, negatives: 3 };
    const wide = Array.from({ length: 30 }, (_, n) => ({ eventId: `wide-${n}`, items: Array.from({ length: 40 }, (_item, i) => `item-${n}-${i}`) }));
    const [once, again] = [learnt(wide, new StreamLearner(options)), learnt(wide, new StreamLearner(options))];
    expect(Buffer.compare(once.snapshot(), again.snapshot())).toBe(0);
    expect(Buffer.compare(StreamLearner.restore(once.snapshot(), options).snapshot(), once.snapshot())).toBe(0);
  });

  it('admits every product at its first sale, also of a basket of one', () => {
    const learner = learnt([{ eventId: 'one', items: ['lonely', 'lonely'] }]);
    expect(learner.items).toEqual(['lonely']);
    expect(learner.count('lonely')).toBe(1);
    expect(learner.baskets).toBe(0);
  });

  it.each([
    ['no receipt', []],
    ['a receipt without lines', [{ eventId: 'empty', items: [] }]],
    ['one product, sold again and again', Array.from({ length: 5 }, (_, n) => ({ eventId: `r${n}`, items: ['only'] }))],
    ['two products that are always sold together', Array.from({ length: 50 }, (_, n) => ({ eventId: `r${n}`, items: ['left', 'right'] }))],
    ['a receipt of 10,000 lines', [{ eventId: 'wholesale', items: Array.from({ length: 10_000 }, (_, n) => `item-${n}`) }]],
  ])('has finite vectors and answers after %s', (_, baskets: readonly LearnerBasket[]) => {
    const learner = learnt(baskets);
    const vectors = learner.vectors();
    expect(vectors.items).toHaveLength(new Set(baskets.flatMap(({ items }) => items)).size);
    expect(vectors.values.every(Number.isFinite)).toBe(true);
    expect(new BasketCompletion(vectors).complete(['left', 'never sold'], 3).length).toBe(Math.min(3, vectors.items.filter((item) => item !== 'left').length));
    expect(Buffer.compare(StreamLearner.restore(learner.snapshot(), SMALL).snapshot(), learner.snapshot())).toBe(0);
  });

  describe('with more products than it may hold', () => {
    const BOUNDED = { ...SMALL, capacity: 25 };
    /** Every basket has salt, two products of a kitchen and two that are never sold again. */
    const absurd = plantedBaskets(80).map(({ eventId, items }, n) => ({ eventId, items: [...items.slice(-3), `once-${n}`, `also-once-${n}`] }));

    it('keeps the ones that are sold, and what it learnt of them', () => {
      const learner = learnt(absurd, new StreamLearner(BOUNDED));
      expect(learner.items).toHaveLength(25);
      expect(learner.count('salt')).toBe(80);
      expect(learner.count('once-3')).toBe(0);
      const { values, items, dim } = learner.vectors();
      const kitchen = items.filter((item) => /^(pasta|taco)/.test(item));
      expect(kitchen.length).toBeGreaterThan(10);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values).toHaveLength(25 * dim);
    });

    it('gives the same bits when it is stopped and restored between any two baskets', () => {
      const whole = learnt(absurd, new StreamLearner(BOUNDED)).snapshot();
      for (let cut = 0; cut < absurd.length; cut += 3) {
        const before = learnt(absurd.slice(0, cut), new StreamLearner(BOUNDED));
        expect(Buffer.compare(learnt(absurd.slice(cut), StreamLearner.restore(before.snapshot(), BOUNDED)).snapshot(), whole)).toBe(0);
      }
    });

    it('tells which products had to go, once, and not those that came again', () => {
      const learner = learnt(absurd.slice(0, 12), new StreamLearner(BOUNDED));
      learner.takeGone();
      learner.learn({ eventId: 'again', items: ['once-0', 'new', 'newer'] });
      const gone = learner.takeGone();
      expect(gone.length).toBeGreaterThan(1);
      expect(gone.filter((item) => learner.items.includes(item))).toEqual([]);
      expect(learner.items).toContain('once-0');
      expect(learner.takeGone()).toEqual([]);
    });

    it('takes a receipt of more lines than it may hold', () => {
      const learner = learnt([{ eventId: 'wholesale', items: Array.from({ length: 1_000 }, (_, n) => `item-${n}`) }], new StreamLearner(BOUNDED));
      expect(learner.items).toHaveLength(25);
      expect(learner.vectors().values.every(Number.isFinite)).toBe(true);
      expect(Buffer.compare(StreamLearner.restore(learner.snapshot(), BOUNDED).snapshot(), learner.snapshot())).toBe(0);
    });
  });

  it('tells which products moved, once', () => {
    const learner = learnt(plantedBaskets(2).slice(0, 1));
    expect(learner.takeMoved()).toContain('salt');
    expect(learner.takeMoved()).toEqual([]);
  });

  it('rehearses without counting or remembering', () => {
    const baskets = plantedBaskets(30);
    const learner = learnt(baskets);
    const before = learner.vectors();
    for (const { eventId, items } of baskets) learner.rehearse({ eventId: `${eventId}/again`, items: [...items, 'never sold'] });
    expect([learner.baskets, learner.count('salt'), learner.items.includes('never sold')]).toEqual([30, 30, false]);
    expect(learner.vectors().values).not.toEqual(before.values);
  });

  it('gives the vectors of some products as it gives them of all', () => {
    const learner = learnt(plantedBaskets(30));
    const all = learner.vectors();
    const some = learner.vectors(['taco-1', 'unknown', 'salt']);
    expect(some.items).toEqual(['taco-1', 'salt']);
    expect(some.values.subarray(8)).toEqual(all.values.subarray(all.items.indexOf('salt') * 8, (all.items.indexOf('salt') + 1) * 8));
  });

  it('gives vectors of unit length around the weighted mean', () => {
    const { values, dim, items, confidence } = learnt(plantedBaskets(50)).vectors();
    for (let row = 0; row < items.length; row++) {
      expect(Math.hypot(...values.subarray(row * dim, (row + 1) * dim))).toBeCloseTo(1, 5);
      expect(confidence[row]).toBeGreaterThan(0);
    }
    expect(confidence[items.indexOf('salt')]).toBeCloseTo(50 / 70, 6);
  });

  it.each([
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 9), 'damaged'],
    ['almost empty', (bytes: Uint8Array) => bytes.subarray(0, 6), 'truncated'],
    ['altered', (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, i) => (i === 400 ? byte ^ 1 : byte)), 'damaged'],
    ['foreign', () => Buffer.from('3773 50\n21094 '), 'foreign'],
  ])('refuses a snapshot that is %s', (_, alter, reason) => {
    const bytes = alter(learnt(plantedBaskets(5)).snapshot());
    expect(() => StreamLearner.restore(bytes, SMALL)).toThrow(expect.objectContaining({ name: 'ModelFormatError', reason }));
  });

  it('refuses a snapshot of another dimension', () => {
    const bytes = learnt(plantedBaskets(5)).snapshot();
    expect(() => StreamLearner.restore(bytes, { ...SMALL, dim: 16 })).toThrow(ModelFormatError);
  });
});
