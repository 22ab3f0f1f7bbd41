import type { Clock } from '../clock.js';
import { keys } from './keys.js';
import type { RecordKey } from './record-key.js';
import { readJson, type Records } from './records.js';
import type { WriteView } from './write-view.js';

const VERSION_DIGITS = 16;
const VERSION = /^\d{16}$/;

/** Version that every entry is newer than. */
export const BEFORE_ALL = '0'.repeat(VERSION_DIGITS);

/** What is remembered of a history beside its entries. */
export interface HistoryHead {
  /** Entries at most: what has expired may be gone already. */
  readonly length: number;
  readonly newest: string;
  /** Newest entry that was trimmed. */
  readonly trimmedTo: string;
}

const EMPTY: HistoryHead = { length: 0, newest: BEFORE_ALL, trimmedTo: BEFORE_ALL };

/**
 * The newest entries under a prefix, by version. Versions of one name grow over all prefixes, also after a restart and
 * when the data was lost: they are milliseconds, or one more than the last where that is higher.
 */
export class BoundedHistory<Entry> {
  constructor(private readonly name: string, private readonly kept: number, private readonly clock: Clock) {}

  /** Adds an entry by calling `put` with its key, and trims what is beyond the limit by a quarter. */
  append(view: WriteView, prefix: RecordKey, put: (key: RecordKey<Entry>) => void): void {
    const version = this.nextVersion(view);
    const [kind, ...parts] = prefix;
    put([kind, ...parts, version]);
    const head = this.head(view, prefix);
    const grown = { ...head, length: head.length + 1, newest: version };
    view.putJson(keys.history(prefix), grown.length > this.kept * 1.25 ? this.trimmed(view, prefix, grown) : grown);
  }

  clear(view: WriteView, prefix: RecordKey, remove: (key: RecordKey) => void): void {
    for (const key of Array.from(view.keys(prefix))) remove(key);
    const head = this.head(view, prefix);
    view.putJson(keys.history(prefix), { ...head, length: 0 });
  }

  newest(records: Records, prefix: RecordKey): string {
    return this.head(records, prefix).newest;
  }

  /** Whether every entry behind `version` is still there or has expired: it was given by this history and nothing behind it was trimmed. */
  isComplete(records: Records, prefix: RecordKey, version: string): boolean {
    return VERSION.test(version) && version <= this.lastVersion(records) && version >= this.head(records, prefix).trimmedTo;
  }

  private trimmed(view: WriteView, prefix: RecordKey, head: HistoryHead): HistoryHead {
    const all = Array.from(view.keys(prefix));
    const surplus = all.slice(0, Math.max(all.length - this.kept, 0));
    for (const key of surplus) view.remove(key);
    const last = surplus.at(-1)?.at(-1);
    return { ...head, length: all.length - surplus.length, trimmedTo: last === undefined ? head.trimmedTo : String(last) };
  }

  private head(records: Records, prefix: RecordKey): HistoryHead {
    return readJson(records, keys.history(prefix)) ?? EMPTY;
  }

  private nextVersion(view: WriteView): string {
    const next = Math.max(this.clock.nowMs(), Number(this.lastVersion(view)) + 1);
    const version = String(next).padStart(VERSION_DIGITS, '0');
    view.putJson(keys.counter(this.name), version);
    return version;
  }

  private lastVersion(records: Records): string {
    return readJson(records, keys.counter(this.name)) ?? BEFORE_ALL;
  }
}
