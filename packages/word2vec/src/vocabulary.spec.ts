import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vocabulary } from './vocabulary.js';

const sales = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.array(fc.integer({ min: 0, max: 12 }).map(String), { maxLength: 200 }));

function sold(room: number, items: readonly string[]): Vocabulary {
  const vocabulary = new Vocabulary(room);
  for (const item of items) vocabulary.sell(item);
  return vocabulary;
}

describe('the vocabulary', () => {
  it('holds whatever was seen more often than all sales / room, and knows how far its counts can be off', () => {
    fc.assert(fc.property(sales, ([room, items]) => {
      const vocabulary = sold(room, items);
      expect(vocabulary.size).toBeLessThanOrEqual(room);
      for (const item of new Set(items)) {
        const times = items.filter((other) => other === item).length;
        const row = vocabulary.indexOf(item);
        expect(row !== undefined || times <= items.length / room).toBe(true);
        if (row === undefined) continue;
        expect(vocabulary.count(row)).toBeLessThanOrEqual(times);
        expect(vocabulary.count(row) + vocabulary.inheritance(row)).toBeGreaterThanOrEqual(times);
      }
    }));
  });

  it('lets go the same items after it was written down and read', () => {
    fc.assert(fc.property(sales, fc.array(fc.integer({ min: 0, max: 12 }).map(String)), ([room, items], later) => {
      const live = sold(room, items);
      const read = new Vocabulary(room);
      for (const [row, item] of live.items().entries()) read.append(item, live.count(row), live.inheritance(row));
      expect(later.map((item) => read.sell(item))).toEqual(later.map((item) => live.sell(item)));
    }));
  });

  it('tells who had to go: the one sold least, of equals the one that came first', () => {
    const vocabulary = sold(3, ['often', 'often', 'first', 'second']);
    expect(vocabulary.sell('new')).toEqual({ row: 1, evicted: 'first' });
    expect(vocabulary.sell('often')).toEqual({ row: 0 });
    expect(vocabulary.sell('newer')).toEqual({ row: 2, evicted: 'second' });
    expect(vocabulary.items()).toEqual(['often', 'new', 'newer']);
    expect([vocabulary.count(1), vocabulary.inheritance(1)]).toEqual([1, 1]);
  });
});
