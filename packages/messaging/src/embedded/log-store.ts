import type { Partition, TopicSettings } from '@vitrine/contracts';
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
