import { describe, expect, it } from 'vitest';
import { LatelyFound } from './lately-found.js';

describe('what was found a moment ago', () => {
  it('counts as found for its time, and has to be found again then', () => {
    let nowMs = 1000;
    const found = new LatelyFound<string>(10, 100, () => nowMs);
    found.add(['bread']);
    nowMs += 99;
    expect([found.has('bread'), found.has('milk')]).toEqual([true, false]);
    nowMs += 1;
    expect(found.has('bread')).toBe(false);
    found.add(['bread']);
    expect(found.has('bread')).toBe(true);
  });

  it('is bounded: what was found longest ago goes first', () => {
    const found = new LatelyFound<string>(2, 100, () => 0);
    found.add(['bread', 'milk']);
    found.add(['bread']);
    found.add(['salt']);
    expect(['bread', 'milk', 'salt'].filter((key) => found.has(key))).toEqual(['bread', 'salt']);
  });
});
