import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.js';

describe('Backoff', () => {
  it('doubles up to its longest pause and starts over after a success', () => {
    const backoff = new Backoff({ baseMs: 100, maxMs: 500, random: () => 1 });
    expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([100, 200, 400, 500, 500]);
    backoff.reset();
    expect(backoff.next()).toBe(100);
  });

  it('spreads pauses between half and the whole of their length', () => {
    expect(new Backoff({ baseMs: 100, random: () => 0 }).next()).toBe(50);
  });
});
