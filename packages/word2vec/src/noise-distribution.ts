import type { Random } from './random.js';

/** Weights are rounded to this part of one, so that sums are exact and do not depend on the order of updates. */
const RESOLUTION = 1024;

/**
 * Draws items with probability proportional to count^exponent, kept current in O(log n) for every changed count.
 * A Fenwick tree over whole numbers: the same counts give the same draws, however they were reached.
 */
export class NoiseDistribution {
  private tree = new Float64Array(1025);
  private weights = new Float64Array(1024);
  private total = 0;
  private size = 0;

  constructor(private readonly exponent: number) {}

  /** Sets the count of an item; items are numbered from 0 without gaps. */
  set(item: number, count: number): void {
    while (item >= this.weights.length) this.grow();
    this.size = Math.max(this.size, item + 1);
    const weight = count > 0 ? Math.max(1, Math.round(Math.pow(count, this.exponent) * RESOLUTION)) : 0;
    const change = weight - (this.weights[item] ?? 0);
    if (change === 0) return;
    this.weights[item] = weight;
    this.total += change;
    for (let node = item + 1; node < this.tree.length; node += node & -node) this.tree[node]! += change;
  }

  /** An item with a positive count; -1 when there is none. */
  draw(random: Random): number {
    if (this.total === 0) return -1;
    let rest = random.next() * this.total;
    let node = 0;
    for (let step = this.weights.length; step > 0; step >>= 1) {
      const next = node + step;
      if (next < this.tree.length && this.tree[next]! <= rest) {
        rest -= this.tree[next]!;
        node = next;
      }
    }
    return Math.min(node, this.size - 1);
  }

  private grow(): void {
    const weights = new Float64Array(this.weights.length * 2);
    weights.set(this.weights);
    const tree = new Float64Array(weights.length + 1);
    for (let node = 1; node < tree.length; node++) {
      tree[node]! += weights[node - 1]!;
      const parent = node + (node & -node);
      if (parent < tree.length) tree[parent]! += tree[node]!;
    }
    this.weights = weights;
    this.tree = tree;
  }
}
