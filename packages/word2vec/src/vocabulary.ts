/** Items in the order they were first seen, with how often each was seen. */
export class Vocabulary {
  private readonly indexes = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly seen: number[] = [];

  get size(): number {
    return this.names.length;
  }

  /** Number of the item, admitting it with count 0 when it is new. */
  admit(item: string): number {
    const known = this.indexes.get(item);
    if (known !== undefined) return known;
    this.indexes.set(item, this.names.length);
    this.names.push(item);
    this.seen.push(0);
    return this.names.length - 1;
  }

  indexOf(item: string): number | undefined {
    return this.indexes.get(item);
  }

  item(index: number): string {
    return this.names[index] ?? '';
  }

  count(index: number): number {
    return this.seen[index] ?? 0;
  }

  add(index: number, times: number): void {
    this.seen[index] = this.count(index) + times;
  }

  items(): readonly string[] {
    return this.names;
  }

  counts(): readonly number[] {
    return this.seen;
  }
}
