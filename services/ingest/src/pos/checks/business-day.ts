import { VitrineError } from '@vitrine/contracts';
import type { ReceiptCheck } from './receipt-check.js';

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 1;
const DAYS_BEHIND = 7;
/** By time zone: making one costs more than all other checks of a receipt together. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/**
 * The business day goes with the time of the sale: at most a day ahead of the store's calendar day (tills that open the next day in the evening)
 * and at most a week behind it (tills that nobody closed).
 */
export const businessDayFault: ReceiptCheck = ({ businessDay, occurredAt }, { store }) => {
  const calendarDay = calendarOf(store.timeZone).format(occurredAt);
  const daysAhead = (Date.parse(businessDay) - Date.parse(calendarDay)) / DAY_MS;
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
