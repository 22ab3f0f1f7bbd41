import type { State } from '@vitrine/state';
import { assert, asyncProperty, array, constantFrom, integer, oneof, record, type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, TIMEOUT_MS } from './patience.js';
import { sku, StateBench, STORE } from './state-bench.js';
import type { StateUnderTest } from './state.js';

const PARTITIONS = 2;

interface Action {
  readonly kind: 'claim' | 'commit' | 'replay' | 'zombie';
  readonly partition: number;
  /** Records in the batch. */
  readonly length: number;
}

const actions: Arbitrary<Action[]> = array(record({
  kind: oneof(constantFrom<Action['kind']>('commit'), constantFrom<Action['kind']>('claim', 'commit', 'replay', 'zombie')),
  partition: integer({ min: 0, max: PARTITIONS - 1 }), length: integer({ min: 1, max: 4 }),
}), { minLength: 5, maxLength: 25 });

/** What the store should be: per partition its epochs and watermark, and what was sold in all. */
class Model {
  readonly epochs: number[][] = count(PARTITIONS).map(() => []);
  readonly nexts: (number | null)[] = count(PARTITIONS).map(() => null);
  sold = 0;
}

/** Plays actions against the store and a model side by side. */
class Replay {
  /** Where the store was not what the model is. */
  readonly differences: string[] = [];
  private readonly model = new Model();
  private readonly bench: StateBench;

  constructor(private readonly state: State) {
    this.bench = new StateBench(state);
  }

  async play({ kind, partition, length }: Action): Promise<void> {
    if (kind === 'claim' || this.model.epochs[partition]?.length === 0) return this.claim(partition);
    const next = this.model.nexts[partition] ?? 0;
    if (kind === 'replay') return this.commit(partition, Math.max(next - length, 0), length, -1);
    return this.commit(partition, next, length, kind === 'zombie' ? -2 : -1);
  }

  async finish(): Promise<void> {
    const sold = await this.state.salesStatistics.inStore(this.bench.chainId, STORE, [sku(1)]);
    this.compare('sold', sold.get(sku(1)), this.model.sold);
    for (const partition of count(PARTITIONS)) await this.claim(partition);
  }

  private async claim(partition: number): Promise<void> {
    const { epoch, next } = await this.state.store.claim(this.bench.partition(partition));
    this.compare(`watermark of ${partition}`, next, this.model.nexts[partition]);
    const epochs = this.model.epochs[partition] ?? [];
    this.compare(`epoch ${epoch} of ${partition} grows`, epoch > (epochs.at(-1) ?? 0), true);
    epochs.push(epoch);
  }

  /** @param worker which claim commits: -1 the present owner, -2 the one before */
  private async commit(partition: number, first: number, length: number, worker: -1 | -2): Promise<void> {
    const epochs = this.model.epochs[partition] ?? [];
    const epoch = epochs.at(worker) ?? epochs.at(-1) ?? 0;
    const watermark = this.model.nexts[partition] ?? null;
    const sold = this.state.salesStatistics.count(this.bench.chainId, STORE, 9, [sku(1)], 1);
    const step = { source: this.bench.partition(partition), epoch, first, next: first + length };
    const outcome = await this.state.store.commit(step, count(length).map(() => sold)).catch((error: { code?: string }) => error.code);
    const expected = epoch !== epochs.at(-1) ? 'fenced' : watermark !== null && watermark > first ? 'stale' : 'applied';
    this.compare(`commit of ${partition} at ${first}`, outcome, expected);
    if (expected !== 'applied') return;
    this.model.nexts[partition] = first + length;
    this.model.sold += length;
  }

  private compare(what: string, actual: unknown, expected: unknown): void {
    if (actual !== expected) this.differences.push(`${what}: ${String(actual)} instead of ${String(expected)}`);
  }
}

export function describeReplays(underTest: () => StateUnderTest): void {
  describe('replays and zombies', () => {
    it('equals a simple model after any sequence of claims, commits, replays and zombies', async () => {
      await assert(asyncProperty(actions, async (sequence) => {
        const replay = new Replay(underTest().state);
        for (const action of sequence) await replay.play(action);
        await replay.finish();
        expect(replay.differences).toEqual([]);
      }), { numRuns: 20, interruptAfterTimeLimit: TIMEOUT_MS / 2 });
    });
  });
}
