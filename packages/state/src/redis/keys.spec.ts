import type { ChainId, EventId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { RedisKeys } from './keys.js';

describe('keys of a deployment', () => {
  const keys = new RedisKeys('shop');

  it('share one hash tag, so that one step may touch any of them', () => {
    expect(keys.gallery('c' as ChainId)).toMatch(/^\{shop\}:/);
  });

  it('put the receipts of a till and day together, apart from those of another day', () => {
    const [first, second, nextDay] = ['c:s:2026-03-02:t:1', 'c:s:2026-03-02:t:2', 'c:s:2026-03-03:t:1'].map((id) => keys.receiptApplied(id as EventId));
    expect(second?.bucket).toBe(first?.bucket);
    expect(nextDay?.bucket).not.toBe(first?.bucket);
    expect([first?.bit, second?.bit]).toEqual([2, 4]);
  });

  it('keep reserved and applied receipts apart, and both from those of an earlier release', () => {
    const receipt = 'c:s:2026-03-02:t:1' as EventId;
    const hashes = [keys.receiptApplied(receipt), keys.receiptBefore('receipts', receipt), keys.receiptBefore('applied', receipt)].map(({ bucket }) => bucket);
    expect(new Set([...hashes, keys.reservedBlock(keys.receiptReserved(receipt).block)]).size).toBe(4);
  });

  it('know what is no receipt', () => {
    for (const id of ['c:s:2026-03-02:t:x', 'receipt', 'c:s:2026-03-02:t:-1']) expect(() => keys.receiptReserved(id as EventId)).toThrow('not the id of a receipt');
  });
});
