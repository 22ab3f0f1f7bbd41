import { describe, expect, it } from 'vitest';
import { businessDayFault } from './business-day.js';
import { aReceipt, SURROUNDINGS } from './receipts.fixture.js';

const fault = (businessDay: string, occurredAt: string) =>
  businessDayFault(aReceipt({ businessDay, occurredAt: Date.parse(occurredAt) }), SURROUNDINGS)?.details.field ?? null;

describe('the business day of a receipt', () => {
  it('is the calendar day of the store, not of Greenwich', () => {
    expect(fault('2026-12-02', '2026-11-30T23:30:00Z')).toBeNull();
    expect(fault('2026-12-02', '2026-11-30T22:30:00Z')).toBe('businessDay');
  });

  it('may be the evening before a sale after midnight', () => {
    expect(fault('2026-11-24', '2026-11-25T01:00:00Z')).toBeNull();
  });

  it('may not lie more than a week behind the sale', () => {
    expect(fault('2026-11-17', '2026-11-24T12:00:00Z')).toBeNull();
    expect(fault('2026-11-16', '2026-11-24T12:00:00Z')).toBe('businessDay');
  });
});
