import type { ChainId, EventId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { RedisKeys } from './keys.js';

describe('keys of a deployment', () => {
  const keys = new RedisKeys('shop');

  it('share one hash tag, so that one step may touch any of them', () => {
    expect(keys.gallery('c' as ChainId)).toMatch(/^\{shop\}:/);
  });

  it('put the receipts of a till and day together, apart from those of another day', () => {
    const [first, second, nextDay] = ['c:s:2026-03-02:t:1', 'c:s:2026-03-02:t:2', 'c:s:2026-03-03:t:1'].map((id) => keys.receiptsApplied(id as EventId));
    expect(second?.bucket).toBe(first?.bucket);
    expect(nextDay?.bucket).not.toBe(first?.bucket);
    expect([first?.field, second?.field]).toEqual(['1', '2']);
  });

  it('keep reserved and applied receipts apart', () => {
    const receipt = 'c:s:2026-03-02:t:1' as EventId;
    expect(keys.receiptsReserved(receipt).bucket).not.toBe(keys.receiptsApplied(receipt).bucket);
  });
});
