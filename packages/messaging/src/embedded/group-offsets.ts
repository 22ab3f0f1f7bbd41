import type { ConsumedPartition } from '@vitrine/contracts';
import type { LogStore } from './log-store.js';

/** How far each group has come. Written behind: a crash loses at most the last commits, and what they covered is delivered again. */
export class GroupOffsets {
  private readonly known = new Map<string, number>();
  private failure: unknown = null;

  constructor(private readonly store: LogStore) {}

  /** First offset the group has not dealt with; null where it never committed. */
  committed(source: ConsumedPartition): number | null {
    return this.known.get(textOf(source)) ?? this.store.offsets.get(keyOf(source)) ?? null;
  }

  commit(source: ConsumedPartition, next: number): void {
    this.known.set(textOf(source), next);
    this.store.offsets.put(keyOf(source), next).catch((error: unknown) => { this.failure = error; });
  }

  /** Keeps the position of an onlooker without writing it down. */
  remember(source: ConsumedPartition, next: number): void {
    this.known.set(textOf(source), next);
  }

  forget(source: ConsumedPartition): void {
    this.known.delete(textOf(source));
  }

  /** Why a commit could not be written, or null. */
  get writeFailure(): unknown {
    return this.failure;
  }
}

function keyOf({ group, topic, partition }: ConsumedPartition): [string, string, number] {
  return [group, topic, partition];
}

function textOf({ group, topic, partition }: ConsumedPartition): string {
  return JSON.stringify([group, topic, partition]);
}
