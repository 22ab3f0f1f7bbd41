import type { Database, Key, RootDatabase } from 'lmdb';
import { isWithin, type KeyBounds, type RecordKey } from './record-key.js';
import type { Records } from './records.js';
import type { WriteView } from './write-view.js';

/** Sorts behind every string and number, so it ends the range of a prefix. */
const BEHIND_ALL = Buffer.from([0xff]);

/** The records as of the last commit. */
export class LmdbRecords implements Records {
  private readonly database: Database<Buffer>;

  constructor(private readonly root: RootDatabase, name = 'state:records') {
    this.database = root.openDB<Buffer>({ name, encoding: 'binary' });
  }

  get(key: RecordKey): Buffer | undefined {
    return this.database.get(key as unknown as Key);
  }

  *keys(prefix: RecordKey, bounds: KeyBounds = {}): Generator<RecordKey> {
    for (const key of this.database.getKeys(range(prefix, bounds))) {
      if (isWithin(key as unknown as RecordKey, prefix, bounds)) yield key as unknown as RecordKey;
    }
  }

  *entries(prefix: RecordKey, bounds: KeyBounds = {}): Generator<readonly [RecordKey, Buffer]> {
    for (const { key, value } of this.database.getRange(range(prefix, bounds))) {
      if (isWithin(key as unknown as RecordKey, prefix, bounds)) yield [key as unknown as RecordKey, value];
    }
  }

  /**
   * All changes in one transaction, committed by lmdb's own thread; resolves when readers see them.
   * Not `transaction()`: its callback would have to run while lmdb's writer thread waits for this one.
   */
  async commit(changes: WriteView): Promise<void> {
    const started: Promise<boolean>[] = [];
    started.push(this.root.batch(() => {
      for (const [key, value] of changes.changes()) started.push(value === null ? this.database.remove(key as unknown as Key) : this.database.put(key as unknown as Key, value));
    }));
    // lmdb's batch of this turn has a promise that it gives to nobody; unseen, its rejection would end the process.
    setImmediate(() => void this.root.committed.then(() => undefined, () => undefined));
    const failed = (await Promise.allSettled(started)).find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw await causeOf(failed.reason);
  }

  /** Removes all of them. */
  async clear(): Promise<void> {
    await this.database.clearAsync();
  }

  /** Resolves when everything committed so far is on the disk. */
  async flushed(): Promise<void> {
    await this.root.flushed;
  }
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

function range(prefix: RecordKey, { after, before }: KeyBounds): { start: Key; end: Key } {
  return { start: (after === undefined ? prefix : [...prefix, after]) as Key, end: [...prefix, before ?? BEHIND_ALL] as Key };
}
