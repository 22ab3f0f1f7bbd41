import type { EventId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { correctionFault } from './correction.js';
import { aReceipt, SURROUNDINGS } from './receipts.fixture.js';

const fault = (kind: 'SALE' | 'RETURN' | 'VOID', corrects: string | null) =>
  correctionFault(aReceipt({ kind, corrects: corrects as EventId | null }), SURROUNDINGS)?.details.field ?? null;

describe('what a receipt corrects', () => {
  it('is named by a void, may be named by a return, and not by a sale', () => {
    const earlier = 'demo:north:2026-11-24:1:6';
    expect([fault('VOID', earlier), fault('RETURN', earlier), fault('RETURN', null), fault('SALE', null)]).toEqual([null, null, null, null]);
    expect([fault('VOID', null), fault('SALE', earlier)]).toEqual(['corrects', 'corrects']);
  });

  it('is another transaction of this chain', () => {
    expect(fault('VOID', 'demo:north:2026-11-24:1:7')).toBe('corrects');
    expect(fault('VOID', 'other:north:2026-11-24:1:6')).toBe('corrects');
    expect(fault('VOID', 'receipt six')).toBe('corrects');
  });
});
