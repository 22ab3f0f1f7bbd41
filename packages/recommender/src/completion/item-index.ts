/** Numbers items in the order they are first met, from 0. */
export class ItemIndex {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];

  /** All items, by number. */
  get items(): readonly string[] {
    return this.names;
  }

  numberOf(item: string): number | undefined {
    return this.numbers.get(item);
  }

  /** Number of the item, a new one when it was never met. */
  admit(item: string): number {
    const known = this.numbers.get(item);
    if (known !== undefined) return known;
    this.numbers.set(item, this.names.length);
    return this.names.push(item) - 1;
  }

  /** Gives the number of an item to another one. @returns what had it */
  replace(number: number, item: string): string {
    const before = this.names[number]!;
    this.numbers.delete(before);
    this.numbers.set(item, number);
    this.names[number] = item;
    return before;
  }

  /** Numbers of those that are known, each once. */
  known(items: readonly string[]): number[] {
    return [...new Set(items)].flatMap((item) => this.numbers.get(item) ?? []);
  }
}
