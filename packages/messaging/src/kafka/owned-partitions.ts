import { partitionKey, type ConsumedPartition, type Partition } from '@vitrine/contracts';
import type { BatchHandler, LoggedRecord, Subscription } from '../event-log.js';
import { AssignedPartition, type PartitionControl } from './assigned-partition.js';
import { StartOffsets } from './start-offset.js';
import type { TopicAdmin } from './topic-admin.js';

/** The member whose partitions they are: it fetches and commits for them. */
export interface Owner extends Omit<PartitionControl, 'start'> {
  /** A partition cannot be delivered at all. */
  failed(error: unknown): void;
}

/** The partitions a member of a group owns now, each delivering by itself, whichever client fetches. */
export class OwnedPartitions implements PartitionControl {
  private readonly owned = new Map<string, AssignedPartition>();
  /** Given up with a batch in hand. */
  private readonly leaving = new Map<string, Promise<void>>();
  /** Offsets of a group the cluster keeps nothing of. */
  private readonly remembered = new Map<string, number>();
  private offsets: StartOffsets;

  constructor(
    private readonly surroundings: { readonly admin: TopicAdmin; readonly random: () => number },
    private readonly subscription: Subscription,
    private readonly handler: BatchHandler,
    private readonly owner: Owner,
  ) {
    this.offsets = new StartOffsets(surroundings.admin, subscription);
  }

  list(): readonly Partition[] {
    return [...this.owned.values()].map(({ source: { topic, partition } }) => ({ topic, partition }));
  }

  has(partition: Partition): boolean {
    return this.owned.has(partitionKey(partition));
  }

  /** No partition has a batch in hand or will have one. */
  get over(): boolean {
    return [...this.owned.values()].every(({ over }) => over);
  }

  /** Takes partitions over. They begin where the state or the group's offsets say, each once its last batch of an earlier ownership is over. */
  own(partitions: readonly Partition[]): void {
    this.offsets = new StartOffsets(this.surroundings.admin, this.subscription);
    for (const { topic, partition } of partitions) {
      const key = partitionKey({ topic, partition });
      const surroundings = { predecessor: this.leaving.get(key) ?? Promise.resolve(), random: this.surroundings.random };
      const assigned = new AssignedPartition({ topic, partition, group: this.subscription.group }, this.subscription, this.handler, this, surroundings);
      this.owned.set(key, assigned);
      assigned.finished.catch((error: unknown) => this.owner.failed(error));
    }
  }

  /** Gives partitions up; the batches in hand are void. */
  disown(partitions: readonly Partition[]): void {
    for (const partition of partitions) {
      const key = partitionKey(partition);
      const lost = this.owned.get(key);
      if (lost === undefined) continue;
      lost.lose();
      this.owned.delete(key);
      const forget = (): void => { if (this.leaving.get(key) === over) this.leaving.delete(key); };
      const over = lost.finished.then(forget, forget);
      this.leaving.set(key, over);
    }
  }

  /** Asks again where to begin. */
  resumeAnew(): void {
    const partitions = this.list();
    this.disown(partitions);
    this.own(partitions);
  }

  /** No batch after those in hand. */
  retire(partitions: readonly Partition[] = this.list()): void {
    for (const partition of partitions) this.owned.get(partitionKey(partition))?.retire();
  }

  /** As retire, and the batches in hand are void. */
  lose(): void {
    for (const partition of this.owned.values()) partition.lose();
  }

  /** Resolves when none of these has a batch in hand; by default none at all, those given up earlier included. */
  async finished(partitions?: readonly Partition[]): Promise<void> {
    const owned = (partitions ?? this.list()).map((partition) => this.owned.get(partitionKey(partition))?.finished);
    await Promise.allSettled([...owned, ...(partitions === undefined ? this.leaving.values() : [])]);
  }

  /** Hands fetched records over. @returns whether they were wanted */
  take(partition: Partition, records: () => readonly LoggedRecord[]): boolean {
    const assigned = this.owned.get(partitionKey(partition));
    if (assigned?.accepting !== true) return false;
    assigned.take(records());
    return true;
  }

  async start(source: ConsumedPartition, wanted: number | null): Promise<number> {
    const { offset, fresh } = await this.offsets.of(source, wanted ?? this.remembered.get(partitionKey(source)) ?? null);
    if (fresh) this.commit(source, offset);
    return offset;
  }

  seek(source: ConsumedPartition, offset: number): void {
    this.owner.seek(source, offset);
  }

  pause(source: ConsumedPartition): void {
    this.owner.pause(source);
  }

  resume(source: ConsumedPartition): void {
    this.owner.resume(source);
  }

  commit(source: ConsumedPartition, next: number): void {
    if (this.subscription.ephemeral === true) this.remembered.set(partitionKey(source), next);
    else this.owner.commit(source, next);
  }
}
