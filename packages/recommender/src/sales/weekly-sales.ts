import { recentWeeks, weekOf } from './weeks.js';

/** Receipts with each product by week: what the state keeps of the chain's sales, in memory. */
export class WeeklySales {
  private readonly weeks = new Map<number, Map<string, number>>();

  add(items: readonly string[], atMs: number): void {
    const week = this.weeks.get(weekOf(atMs)) ?? new Map<string, number>();
    this.weeks.set(weekOf(atMs), week);
    for (const item of items) week.set(item, (week.get(item) ?? 0) + 1);
  }

  /** Receipts of the last four weeks with it. */
  lately(nowMs: number, item: string): number {
    return recentWeeks(nowMs).reduce((sum, { week, share }) => sum + share * (this.weeks.get(week)?.get(item) ?? 0), 0);
  }
}
