import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VitrineError } from '@vitrine/contracts';
import { Cooccurrence } from './cooccurrence.js';

const basket = (...items: string[]): { id: string; items: string[] } => ({ id: 'r', items });
const learnt = (...baskets: string[][]): Cooccurrence => {
  const model = new Cooccurrence();
  for (const items of baskets) model.learn(basket(...items));
  return model;
};

describe('Cooccurrence', () => {
  it('is the sum of 1/n over baskets, scaled by what each product has alone', () => {
    const model = learnt(['a', 'b'], ['a', 'b', 'c'], ['a', 'd']);
    const d = { a: 1 / 2 + 1 / 3 + 1 / 2, b: 1 / 2 + 1 / 3, c: 1 / 3 };
    expect(model.similarity('a', 'b')).toBeCloseTo((1 / 2 + 1 / 3) / Math.sqrt(d.a * d.b), 8);
    expect(model.similarity('b', 'a')).toBe(model.similarity('a', 'b'));
    expect(model.similarity('b', 'd')).toBe(0);
    expect(model.complete(['b', 'd'], 2)).toEqual([
      { item: 'a', score: expect.closeTo(model.similarity('a', 'b') + model.similarity('a', 'd'), 8) as number },
      { item: 'c', score: expect.closeTo(1 / 3 / Math.sqrt(d.b * d.c), 8) as number },
    ]);
  });

  it('counts a product once a basket', () => {
    expect(learnt(['a', 'a', 'b']).snapshot()).toEqual(learnt(['a', 'b']).snapshot());
  });

  it('ignores what it never saw, and an empty query finds nothing that fits', () => {
    const model = learnt(['a', 'b']);
    expect(model.complete(['z', 'a'], 5).map(({ item }) => item)).toEqual(['b']);
    expect(model.complete([], 5).every(({ score }) => score === 0)).toBe(true);
    expect(new Cooccurrence().complete(['a'], 5)).toEqual([]);
  });

  it('forgets a basket without a trace, whatever came between, and any order gives the same bytes', () => {
    const baskets = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 30 });
    fc.assert(fc.property(baskets, fc.array(fc.constantFrom('a', 'b', 'x', 'y'), { minLength: 1 }), (kept, passing) => {
      const model = new Cooccurrence();
      model.learn(basket(...passing));
      for (const items of kept) model.learn(basket(...items));
      model.forget(basket(...passing));
      expect(Buffer.from(model.snapshot()).equals(Buffer.from(learnt(...kept.toReversed()).snapshot()))).toBe(true);
    }));
  });

  it('takes back what was never learnt without falling below zero', () => {
    const model = learnt(['a', 'b']);
    model.forget(basket('a', 'c'));
    model.forget(basket('a', 'b'));
    expect(model.complete(['a'], 5).every(({ score }) => score === 0)).toBe(true);
  });

  it('goes on from a snapshot as if it had never stopped', () => {
    const whole = learnt(['a', 'b'], ['b', 'c', 'd'], ['a', 'd']);
    const resumed = Cooccurrence.restore(learnt(['a', 'b'], ['b', 'c', 'd']).snapshot());
    resumed.learn(basket('a', 'd'));
    expect(resumed.snapshot()).toEqual(whole.snapshot());
    expect(resumed.complete(['b'], 3)).toEqual(whole.complete(['b'], 3));
  });

  it('refuses bytes that are foreign, cut off or damaged', () => {
    const bytes = learnt(['a', 'b']).snapshot();
    const damaged = Uint8Array.from(bytes);
    damaged[25]! ^= 1;
    for (const bad of [new Uint8Array(), Buffer.from('no snapshot at all, but long enough'), bytes.subarray(0, -3), damaged]) {
      expect(() => Cooccurrence.restore(bad)).toThrow(VitrineError);
    }
  });

  it('takes part of an endless basket only', () => {
    const model = learnt(Array.from({ length: 10_000 }, (_, index) => `p${index}`));
    expect(model.items).toHaveLength(2000);
  });
});
