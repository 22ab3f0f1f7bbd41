import { partitionKey, type ConsumedPartition, type Partition } from '@vitrine/contracts';
import type { BatchHandler, LogConsumer, Subscription } from '../event-log.js';
import type { ConsumerGroup } from './consumer-group.js';
import type { LogPartition } from './log-partition.js';
import { PartitionPump, type PumpSurroundings } from './partition-pump.js';

/** One consumer of a group. */
export class GroupMember implements LogConsumer {
  readonly stopped: Promise<void>;
  private readonly pumps = new Map<string, PartitionPump>();
  private settle!: { resolve: () => void; reject: (error: unknown) => void };
  private closing: Promise<void> | null = null;

  constructor(
    readonly subscription: Subscription,
    private readonly handler: BatchHandler,
    private readonly group: ConsumerGroup,
    private readonly surroundings: PumpSurroundings,
  ) {
    this.stopped = new Promise((resolve, reject) => { this.settle = { resolve, reject }; });
    this.stopped.catch(() => undefined);
  }

  assignment(): readonly Partition[] {
    return [...this.pumps.values()].map(({ source: { topic, partition } }) => ({ topic, partition }));
  }

  owns(key: string): boolean {
    return this.pumps.has(key);
  }

  /** Starts delivering a partition. */
  assign(source: ConsumedPartition, log: LogPartition, predecessor?: PartitionPump): void {
    const pump = new PartitionPump(source, log, this.subscription, this.handler, this.surroundings, predecessor?.finished);
    this.pumps.set(partitionKey(source), pump);
    pump.finished.catch((error: unknown) => {
      this.settle.reject(error);
      void this.close();
    });
  }

  /** Aborts the batch in hand and waits for it. */
  async revoke(key: string): Promise<void> {
    const pump = this.pumps.get(key);
    if (pump === undefined) return;
    pump.stop();
    await pump.finished.catch(() => undefined);
    this.pumps.delete(key);
    if (this.subscription.ephemeral === true) this.surroundings.offsets.forget(pump.source);
  }

  resumeAnew(): void {
    if (this.closing !== null) return;
    for (const pump of this.pumps.values()) {
      pump.stop();
      this.assign(pump.source, pump.log, pump);
    }
  }

  async close(): Promise<void> {
    this.closing ??= this.leave();
    return this.closing;
  }

  private async leave(): Promise<void> {
    for (const pump of this.pumps.values()) pump.stop();
    await this.group.leave(this);
    this.settle.resolve();
  }
}
