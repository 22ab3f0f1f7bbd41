import { VitrineError } from '@vitrine/contracts';
import type { ReceiptCheck } from './receipt-check.js';

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 1;
const DAYS_BEHIND = 7;
/** No time zone is further from UTC. */
const DAYS_OFF_UTC = 1;
/** By time zone: making one costs more than all other checks of a receipt together. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/**
 * The business day goes with the time of the sale: at most a day ahead of the store's calendar day (tills that open the next day in the evening)
 * and at most a week behind it (tills that nobody closed).
 */
export const businessDayFault: ReceiptCheck = ({ businessDay, occurredAt }, { store }) => {
  // Most receipts are sent on their day: then it goes with the sale whatever the store's time zone, which is dear to ask for.
  const businessDayMs = Date.parse(businessDay);
  const daysAheadUtc = businessDayMs / DAY_MS - Math.floor(occurredAt / DAY_MS);
  if (daysAheadUtc <= DAYS_AHEAD - DAYS_OFF_UTC && daysAheadUtc >= DAYS_OFF_UTC - DAYS_BEHIND) return null;
  const calendarDay = calendarOf(store.timeZone).format(occurredAt);
  const daysAhead = (businessDayMs - Date.parse(calendarDay)) / DAY_MS;
  if (daysAhead <= DAYS_AHEAD && daysAhead >= -DAYS_BEHIND) return null;
  return new VitrineError('invalid_field', `the sale was on ${calendarDay}, which cannot belong to the business day ${businessDay}`, { field: 'businessDay' });
};

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  calendars.set(timeZone, made);
  return made;
}
