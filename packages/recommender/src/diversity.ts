import type { CandidateSet } from './candidate-set.js';

/**
 * What is on a slate already, so that it does not repeat itself: no two products of one title, which a shopper would read as the
 * same offer twice, and at most so many of one narrowest category. Products without a category are not limited.
 */
export class Diversity {
  private readonly rows = new Set<number>();
  private readonly titles = new Set<string>();
  private readonly places = new Map<number, number>();

  constructor(private readonly set: CandidateSet, private readonly perCategory: number) {}

  /** Why the row may not join; null when it may. */
  objection(row: number): 'SAME_TITLE' | 'CATEGORY_FULL' | null {
    const { candidates, categories, categoryOf } = this.set;
    if (this.titles.has(candidates[row]!.title.toLowerCase())) return 'SAME_TITLE';
    const category = categoryOf[row]!;
    return categories[category] !== '' && (this.places.get(category) ?? 0) >= this.perCategory ? 'CATEGORY_FULL' : null;
  }

  add(row: number): void {
    const { candidates, categoryOf } = this.set;
    this.rows.add(row);
    this.titles.add(candidates[row]!.title.toLowerCase());
    this.places.set(categoryOf[row]!, (this.places.get(categoryOf[row]!) ?? 0) + 1);
  }

  /** Takes up to `count` of the rows, in order, that are not on the slate and may join it. */
  take(ordered: Iterable<number>, count: number): number[] {
    const taken: number[] = [];
    if (count <= 0) return taken;
    for (const row of ordered) {
      if (this.rows.has(row) || this.objection(row) !== null) continue;
      this.add(row);
      taken.push(row);
      if (taken.length === count) break;
    }
    return taken;
  }

  /** Up to `count` rows, in order, that may each join, without any joining. */
  couldJoin(ordered: Iterable<number>, count: number): number[] {
    const could: number[] = [];
    for (const row of ordered) {
      if (could.length >= count) break;
      if (!this.rows.has(row) && this.objection(row) === null) could.push(row);
    }
    return could;
  }
}
