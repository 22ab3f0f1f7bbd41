import { describe, expect, it } from 'vitest';
import { expiring, unexpired } from './expiring-value.js';

describe('a value that expires', () => {
  const [ttlMs, text] = expiring({ a: 1 }, 5_000, 2_000);

  it('is there until the reader’s clock reaches its end', () => {
    expect(unexpired(text, 4_999)).toEqual({ a: 1 });
    expect(unexpired(text, 5_000)).toBeNull();
  });

  it('outlives its end in Redis, so that clocks need not agree', () => {
    expect(ttlMs).toBeGreaterThan(3_000);
  });

  it('is kept for a moment even when it came too late', () => {
    expect(expiring({}, 1_000, 9_000)[0]).toBeGreaterThan(0);
  });
});
