const EMPTY = -1;
const SMALLEST = 8;
/** Fibonacci hashing: 2^32 over the golden ratio. */
const GOLDEN = 0x9e3779b1;

/** A growing map of small whole numbers to numbers: open addressing in two typed arrays, 12 to 24 bytes an entry. */
export class SparseRow {
  private keys = new Int32Array(SMALLEST).fill(EMPTY);
  private values = new Float64Array(SMALLEST);
  private used = 0;
  private above = 0;

  /** Number of values above 0. */
  get size(): number {
    return this.above;
  }

  /** Adds to the value of `key`, 0 at first, and keeps it from falling below 0. */
  add(key: number, amount: number): void {
    let slot = this.slotOf(key);
    if (this.keys[slot] === EMPTY) {
      if (amount <= 0) return;
      if (this.used * 4 >= this.keys.length * 3) {
        this.grow();
        slot = this.slotOf(key);
      }
      this.keys[slot] = key;
      this.used++;
    }
    const before = this.values[slot]!;
    const after = Math.max(0, before + amount);
    this.values[slot] = after;
    if (before > 0 !== after > 0) this.above += after > 0 ? 1 : -1;
  }

  get(key: number): number {
    const slot = this.slotOf(key);
    return this.keys[slot] === EMPTY ? 0 : this.values[slot]!;
  }

  /** Drops all but the `count` largest values. @param order decides between keys of equal values: the one that comes first is kept */
  keepLargest(count: number, order: (a: number, b: number) => number): void {
    if (this.above <= count) return;
    const sorted = this.values.filter((value) => value > 0).toSorted();
    const smallest = sorted[sorted.length - count]!;
    const kept: [number, number][] = [];
    const equal: number[] = [];
    this.each((key, value) => {
      if (value > smallest) kept.push([key, value]);
      else if (value === smallest) equal.push(key);
    });
    const last = equal.toSorted(order).slice(0, count - kept.length);
    this.clear();
    for (const [key, value] of kept) this.add(key, value);
    for (const key of last) this.add(key, smallest);
  }

  /** Calls back for every value above 0, in no order that means anything. */
  each(visit: (key: number, value: number) => void): void {
    const { keys, values } = this;
    for (let slot = 0; slot < keys.length; slot++) if (values[slot]! > 0) visit(keys[slot]!, values[slot]!);
  }

  /** Its room is kept: a row that was full fills up again. */
  private clear(): void {
    this.keys.fill(EMPTY);
    this.values.fill(0);
    this.used = 0;
    this.above = 0;
  }

  private slotOf(key: number): number {
    const { keys } = this;
    const mask = keys.length - 1;
    let slot = (Math.imul(key, GOLDEN) >>> 15) & mask;
    while (keys[slot] !== EMPTY && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, values } = this;
    this.keys = new Int32Array(keys.length * 2).fill(EMPTY);
    this.values = new Float64Array(keys.length * 2);
    for (let slot = 0; slot < keys.length; slot++) {
      if (keys[slot] === EMPTY) continue;
      const place = this.slotOf(keys[slot]!);
      this.keys[place] = keys[slot]!;
      this.values[place] = values[slot]!;
    }
  }
}
