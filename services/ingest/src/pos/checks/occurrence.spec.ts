import { describe, expect, it } from 'vitest';
import { occurrenceFault } from './occurrence.js';
import { aReceipt, SURROUNDINGS } from './receipts.fixture.js';

const { nowMs, clockSkewMs } = SURROUNDINGS;

describe('the time of a receipt', () => {
  it('may be ahead by what clocks differ, and not by a millisecond more', () => {
    expect(occurrenceFault(aReceipt({ occurredAt: nowMs + clockSkewMs }), SURROUNDINGS)).toBeNull();
    expect(occurrenceFault(aReceipt({ occurredAt: nowMs + clockSkewMs + 1 }), SURROUNDINGS)).toMatchObject({ code: 'time_in_future', details: { field: 'occurredAt' } });
  });

  it('may be long ago: history is imported through the same door', () => {
    expect(occurrenceFault(aReceipt({ occurredAt: 0 }), SURROUNDINGS)).toBeNull();
  });
});
