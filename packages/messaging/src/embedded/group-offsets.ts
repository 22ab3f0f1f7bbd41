import type { ConsumedPartition } from '@vitrine/contracts';
import { writeTogether, type LogStore } from './log-store.js';

/**
 * How far each group has come. Written behind: a crash, or a disk that refuses, loses at most the last commits,
 * and what they covered is delivered again after a restart.
 */
export class GroupOffsets {
  private readonly known = new Map<string, number>();

  constructor(private readonly store: LogStore) {}

  /** First offset the group has not dealt with; null where it never committed. */
  committed(source: ConsumedPartition): number | null {
    return this.known.get(textOf(source)) ?? this.store.offsets.get(keyOf(source)) ?? null;
  }

  commit(source: ConsumedPartition, next: number): void {
    this.known.set(textOf(source), next);
    writeTogether(this.store.root, () => [this.store.offsets.put(keyOf(source), next)]).catch(() => undefined);
  }

  /** Keeps the position of an onlooker without writing it down. */
  remember(source: ConsumedPartition, next: number): void {
    this.known.set(textOf(source), next);
  }

  forget(source: ConsumedPartition): void {
    this.known.delete(textOf(source));
  }
}

function keyOf({ group, topic, partition }: ConsumedPartition): [string, string, number] {
  return [group, topic, partition];
}

function textOf({ group, topic, partition }: ConsumedPartition): string {
  return JSON.stringify([group, topic, partition]);
}
