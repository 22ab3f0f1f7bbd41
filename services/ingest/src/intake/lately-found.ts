/**
 * Keys that were found a moment ago, so that they need not be looked up again. What was not found is not remembered: it is looked up whenever it is
 * asked for.
 */
export class LatelyFound<K extends string> {
  private readonly foundAtMs = new Map<K, number>();

  /**
   * @param most keys remembered; those found longest ago go first
   * @param forMs for so long after it was found a key counts as found
   */
  constructor(private readonly most: number, private readonly forMs: number, private readonly nowMs: () => number = () => performance.now()) {}

  has(key: K): boolean {
    const foundAtMs = this.foundAtMs.get(key);
    return foundAtMs !== undefined && this.nowMs() - foundAtMs < this.forMs;
  }

  add(keys: Iterable<K>): void {
    const nowMs = this.nowMs();
    for (const key of keys) {
      this.foundAtMs.delete(key);
      this.foundAtMs.set(key, nowMs);
    }
    for (const key of this.foundAtMs.keys()) {
      if (this.foundAtMs.size <= this.most) break;
      this.foundAtMs.delete(key);
    }
  }
}
