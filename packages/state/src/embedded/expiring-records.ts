import type { Clock } from '../clock.js';
import { keys } from './keys.js';
import type { RecordKey } from './record-key.js';
import { readJson, type Records } from './records.js';
import type { WriteView } from './write-view.js';

/** Records removed with one commit, at most: a backlog is worked off without making a commit slow. */
const SWEPT_AT_ONCE = 64;

/** What `ExpiringRecords` keeps: a value and the first moment at which it is not read any more. */
export interface Expiring<T> {
  readonly expiresAtMs: number;
  readonly value: T;
}

/** Records that nobody reads from their end on, and that are swept out with later commits. */
export class ExpiringRecords {
  constructor(private readonly clock: Clock) {}

  get<T>(records: Records, key: RecordKey<Expiring<T>>): T | null {
    const held = readJson(records, key);
    return held !== null && this.clock.nowMs() < held.expiresAtMs ? held.value : null;
  }

  put<T>(view: WriteView, key: RecordKey<Expiring<T>>, value: NoInfer<T>, expiresAtMs: number): void {
    this.remove(view, key);
    view.putJson(key, { expiresAtMs, value });
    view.putJson(keys.expiry(expiresAtMs, key), 1);
  }

  remove(view: WriteView, key: RecordKey): void {
    const held = readJson(view, key as RecordKey<Expiring<unknown>>);
    if (held === null) return;
    view.remove(key);
    view.remove(keys.expiry(held.expiresAtMs, key));
  }

  /** Removes some of what has expired. */
  sweep(view: WriteView): void {
    let left = SWEPT_AT_ONCE;
    for (const expiry of view.keys(keys.expiries(), { before: this.clock.nowMs() + 1 })) {
      if (left === 0) return;
      left -= 1;
      view.remove(expiry);
      view.remove(keys.expiring(expiry));
    }
  }
}
