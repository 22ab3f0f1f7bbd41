/** What came of counting a sale. */
export interface Admission {
  /** Number of the item. */
  readonly row: number;
  /** The item whose number this was until now; undefined where nobody had to go. */
  readonly evicted?: string;
}

/**
 * Items with how often each was seen, in a bounded room: Space-Saving (Metwally, Agrawal, El Abbadi 2005). When it is full a new item takes the
 * number of the one with the least weight, and goes on from that weight. So whatever was seen more often than all sales / room is held, however
 * many items there are. Without a full room nobody goes, and items stand in the order they were first seen.
 */
export class Vocabulary {
  private readonly indexes = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly seen: number[] = [];
  /** What an item took over from those whose number it has; weight = this + seen. */
  private readonly inherited: number[] = [];
  /** The least weight, and the first number that may have it: weights only grow. */
  private least = 0;
  private firstOfLeast = 0;

  /** @param room most items held at a time; at least 1 */
  constructor(private readonly room: number) {}

  get size(): number {
    return this.names.length;
  }

  /** Counts a sale of the item, admitting it where it is new. */
  sell(item: string): Admission {
    const known = this.indexes.get(item);
    if (known !== undefined) {
      this.seen[known]!++;
      return { row: known };
    }
    if (this.size < this.room) return { row: this.append(item, 1, 0) };
    const row = this.lightest();
    const evicted = this.item(row);
    this.indexes.delete(evicted);
    this.indexes.set(item, row);
    this.inherited[row] = this.weight(row);
    this.names[row] = item;
    this.seen[row] = 1;
    return { row, evicted };
  }

  /** Puts an item behind the others, as it was when it was written down. */
  append(item: string, count: number, inherited: number): number {
    this.indexes.set(item, this.size);
    this.names.push(item);
    this.seen.push(count);
    this.inherited.push(inherited);
    return this.size - 1;
  }

  indexOf(item: string): number | undefined {
    return this.indexes.get(item);
  }

  item(index: number): string {
    return this.names[index] ?? '';
  }

  /** How often it was seen since it was admitted. */
  count(index: number): number {
    return this.seen[index] ?? 0;
  }

  /** What it took over when it was admitted. */
  inheritance(index: number): number {
    return this.inherited[index] ?? 0;
  }

  items(): readonly string[] {
    return this.names;
  }

  counts(): readonly number[] {
    return this.seen;
  }

  private weight(row: number): number {
    return this.inherited[row]! + this.seen[row]!;
  }

  /** Of the least weight the smallest number: decided by the weights alone, so a restored vocabulary lets go the same items. */
  private lightest(): number {
    for (;;) {
      for (; this.firstOfLeast < this.size; this.firstOfLeast++) if (this.weight(this.firstOfLeast) === this.least) return this.firstOfLeast;
      this.least = Infinity;
      for (let row = 0; row < this.size; row++) this.least = Math.min(this.least, this.weight(row));
      this.firstOfLeast = 0;
    }
  }
}
