import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDayFault } from './business-day.js';
import { aReceipt, SURROUNDINGS } from './receipts.fixture.js';

const DAY_MS = 86_400_000;
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

  it('is judged by the store’s calendar, wherever the store is', () => {
    const zones = ['Pacific/Kiritimati', 'Pacific/Niue', 'Europe/Berlin', 'Asia/Kathmandu', 'Africa/Monrovia'];
    const aroundMs = Date.UTC(2026, 9, 25);
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 30 }), fc.integer({ min: -10 * DAY_MS, max: 25 * DAY_MS }), (timeZone, days, offsetMs) => {
      const [businessDay, occurredAt] = [new Date(aroundMs + days * DAY_MS).toISOString().slice(0, 10), aroundMs + offsetMs];
      const calendarDay = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(occurredAt);
      const ahead = (Date.parse(businessDay) - Date.parse(calendarDay)) / DAY_MS;
      const fits = businessDayFault(aReceipt({ businessDay, occurredAt }), { ...SURROUNDINGS, store: { ...SURROUNDINGS.store, timeZone } }) === null;
      expect(fits).toBe(ahead <= 1 && ahead >= -7);
    }), { numRuns: 500 });
  });
});
