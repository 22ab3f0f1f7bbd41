import { VitrineError, partitionKey, type ConsumedPartition, type LogPosition } from '@vitrine/contracts';
import { StateStore, type AppliedStep, type PartitionClaim, type StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { carryOut, embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';
import { readJson, type Records } from './records.js';

const NEVER_CLAIMED: PartitionClaim = { epoch: 0, next: null };

/** Effects and positions in one lmdb commit. */
export class EmbeddedStateStore extends StateStore {
  constructor(private readonly database: EmbeddedDatabase, private readonly beforeClose: () => void) {
    super();
  }

  async claim(source: ConsumedPartition): Promise<PartitionClaim> {
    return this.database.update((view) => {
      const held = heldClaim(view, source);
      const claim = { ...held, epoch: held.epoch + 1 };
      view.putJson(keys.position(source), claim);
      return claim;
    });
  }

  /** What is in the process's own database does not go back. */
  onReset(_listener: () => void): () => void {
    return () => undefined;
  }

  async watermark(source: ConsumedPartition): Promise<number | null> {
    return heldClaim(this.database, source).next;
  }

  async commit(step: AppliedStep, writes: readonly StateWrite[]): Promise<'applied' | 'stale'> {
    assertForward(step);
    return this.database.update((view) => {
      const held = heldClaim(view, step.source);
      if (held.epoch !== step.epoch) throw fenced(step, held.epoch);
      if (held.next !== null && held.next > step.first) return 'stale';
      if (step.first === step.next && held.next !== step.first) return 'stale';
      for (const write of writes) carryOut(write, view);
      view.putJson(keys.position(step.source), { epoch: held.epoch, next: step.next });
      return 'applied';
    });
  }

  async write(writes: readonly StateWrite[]): Promise<void> {
    await this.database.update((view) => { for (const write of writes) carryOut(write, view); });
  }

  async originNext(group: string, origin: Pick<LogPosition, 'topic' | 'partition'>): Promise<number | null> {
    return readJson(this.database, keys.origin(group, origin));
  }

  originApplied(group: string, origin: LogPosition): StateWrite {
    const key = keys.origin(group, origin);
    return embeddedWrite((view) => view.putJson(key, Math.max(readJson(view, key) ?? 0, origin.offset + 1)));
  }

  async check(): Promise<void> {
    this.database.get(keys.masterKey());
  }

  async close(): Promise<void> {
    this.beforeClose();
    await this.database.close();
  }
}

function heldClaim(records: Records, source: ConsumedPartition): PartitionClaim {
  return readJson(records, keys.position(source)) ?? NEVER_CLAIMED;
}

function assertForward({ source, first, next }: AppliedStep): void {
  if (next < first) throw new VitrineError('internal', 'a step must not move its watermark back', { group: source.group, partition: partitionKey(source), first, next });
}

function fenced({ source, epoch }: AppliedStep, held: number): VitrineError {
  return new VitrineError('fenced', `${source.group} has another owner of ${partitionKey(source)}`, { group: source.group, partition: partitionKey(source), epoch, held });
}
