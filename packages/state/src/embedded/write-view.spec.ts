import { describe, expect, it } from 'vitest';
import { isWithin, type KeyBounds, type RecordKey } from './record-key.js';
import type { Records } from './records.js';
import { WriteView } from './write-view.js';

/** Records in memory, in the order given. */
class FixedRecords implements Records {
  constructor(private readonly held: readonly (readonly [RecordKey, string])[]) {}

  get(key: RecordKey): Buffer | undefined {
    const found = this.held.find(([held]) => JSON.stringify(held) === JSON.stringify(key));
    return found === undefined ? undefined : Buffer.from(found[1]);
  }

  *keys(prefix: RecordKey, bounds: KeyBounds = {}): Generator<RecordKey> {
    for (const [key] of this.held) if (isWithin(key, prefix, bounds)) yield key;
  }
}

const records = new FixedRecords([[['a', 'x', 1], 'one'], [['a', 'x', 2], 'two'], [['a', 'x', 10], 'ten'], [['a', 'xy', 1], 'other']]);
const keysOf = (view: WriteView, bounds?: KeyBounds) => [...view.keys(['a', 'x'], bounds)].map((key) => key.at(-1));

describe('a write’s view', () => {
  it('shows its own changes on top of what is there, in key order', () => {
    const view = new WriteView(records);
    view.put(['a', 'x', 3], Buffer.from('three'));
    view.remove(['a', 'x', 1]);
    expect(view.get(['a', 'x', 1])).toBeUndefined();
    expect(view.get(['a', 'x', 2])?.toString()).toBe('two');
    expect(view.get(['a', 'x', 3])?.toString()).toBe('three');
    expect(keysOf(view)).toEqual([2, 3, 10]);
  });

  it('keeps bounds, both left out, for what is there and for its own', () => {
    const view = new WriteView(records);
    view.put(['a', 'x', 3], Buffer.from('three'));
    expect(keysOf(view, { after: 2 })).toEqual([3, 10]);
    expect(keysOf(view, { after: 1, before: 10 })).toEqual([2, 3]);
  });

  it('drops every change of a step that throws, and keeps those of the steps around it', () => {
    const view = new WriteView(records);
    const told: string[] = [];
    view.attempt((step) => { step.put(['a', 'x', 4], Buffer.from('four')); step.whenCommitted(() => told.push('first')); });
    expect(() => view.attempt((step) => {
      step.put(['a', 'x', 5], Buffer.from('five'));
      step.whenCommitted(() => told.push('second'));
      throw new Error('no');
    })).toThrow('no');
    view.attempt((step) => { step.put(['a', 'x', 6], step.get(['a', 'x', 4]) ?? Buffer.alloc(0)); });
    view.committed();
    expect(keysOf(view)).toEqual([1, 2, 4, 6, 10]);
    expect(view.get(['a', 'x', 6])?.toString()).toBe('four');
    expect(told).toEqual(['first']);
  });
});
