import type { EventId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RETENTION } from './retention.js';
import { SeenReceipts } from './seen-receipts.js';

const id = (till: string, number: number): EventId => `chain:store:2026-03-02:${till}:${number}` as EventId;

describe('receipts met while the log is read once more', () => {
  it('are each admitted once, by till and number', () => {
    const seen = new SeenReceipts();
    const all = [id('till-1', 0), id('till-1', 31), id('till-1', 32), id('till-2', 0), id('till-1', 2 ** 40)];
    expect(all.map((receipt) => seen.admit(receipt, 1))).toEqual(all.map(() => true));
    expect(all.map((receipt) => seen.admit(receipt, 2))).toEqual(all.map(() => false));
  });

  it('are remembered as long as the ledger remembers them, and forgotten within twice that', () => {
    const seen = new SeenReceipts();
    const { receiptMs } = DEFAULT_RETENTION;
    expect(seen.admit(id('till-1', 1), 0)).toBe(true);
    expect(seen.admit(id('till-1', 2), receiptMs)).toBe(true);
    expect(seen.admit(id('till-1', 1), receiptMs)).toBe(false);
    expect(seen.admit(id('till-1', 3), 2 * receiptMs)).toBe(true);
    expect(seen.admit(id('till-1', 1), 2 * receiptMs)).toBe(true);
  });

  it('have the id of a receipt', () => {
    expect(() => new SeenReceipts().admit('something' as EventId, 0)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
