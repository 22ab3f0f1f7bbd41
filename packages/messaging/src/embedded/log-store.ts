import { VitrineError, type Partition, type TopicSettings } from '@vitrine/contracts';
import type { Database, RootDatabase } from 'lmdb';

/** Named databases of the log inside an lmdb environment that it may share with others; their names start with `log:`. */
export interface LogStore {
  readonly root: RootDatabase;
  /** [topic, partition, offset] to an encoded record. */
  readonly records: Database<Buffer, [string, number, number]>;
  /** [topic, partition] to the first offset never given out. */
  readonly ends: Database<number, [string, number]>;
  /** Topic to its settings. */
  readonly topics: Database<TopicSettings, string>;
  /** [group, topic, partition] to the first offset not dealt with. */
  readonly offsets: Database<number, [string, string, number]>;
  /** Who has the log open. */
  readonly owner: Database<unknown, string>;
}

export function openLogStore(root: RootDatabase): LogStore {
  return {
    root,
    records: root.openDB({ name: 'log:records', encoding: 'binary' }),
    ends: root.openDB({ name: 'log:ends' }),
    topics: root.openDB({ name: 'log:topics', encoding: 'json' }),
    offsets: root.openDB({ name: 'log:offsets' }),
    owner: root.openDB({ name: 'log:owner', encoding: 'json' }),
  };
}

/** Key range `[from, to)` of a partition's records. */
export function offsetRange({ topic, partition }: Partition, from: number, to: number): { start: [string, number, number]; end: [string, number, number] } {
  return { start: [topic, partition, from], end: [topic, partition, to] };
}

/**
 * Makes writes in one transaction, together with others of the same turn of the event loop; resolves when it is committed.
 * @param writes starts them all, synchronously
 * @throws VitrineError `log_unavailable` when the disk does not take them
 */
export async function writeTogether(root: RootDatabase, writes: () => Promise<boolean>[]): Promise<void> {
  const started: Promise<boolean>[] = [];
  started.push(root.batch(() => { started.push(...writes()); }));
  // The batch that lmdb makes of a turn has a promise that it gives to nobody; unseen, its rejection would end the process.
  setImmediate(() => void root.committed.then(() => undefined, () => undefined));
  const failures = (await Promise.allSettled(started)).flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (failures.length === 0) return;
  throw new VitrineError('log_unavailable', 'the embedded log could not write to its disk', {}, await causeOf(failures[0]));
}

/** lmdb hides the cause in a promise of its own, which would end the process if nobody looked at it. */
async function causeOf(failure: unknown): Promise<unknown> {
  try {
    await (failure as { commitError?: Promise<unknown> }).commitError;
    return failure;
  } catch (cause) {
    return cause;
  }
}
