const formats = new Map<string, Intl.DateTimeFormat>();

/** Date (YYYY-MM-DD) and hour (0 to 23) on the store's wall clock. @param timeZone IANA name */
export function storeTime(atMs: number, timeZone: string): { readonly date: string; readonly hour: number } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return { date: `${parts['year']}-${parts['month']}-${parts['day']}`, hour: Number(parts['hour']) };
}
