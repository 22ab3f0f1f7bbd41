import type { RecordKey } from './record-key.js';
import { readJson } from './records.js';
import type { WriteView } from './write-view.js';

/** Puts the record unless what is there is newer by `stamp`. Tells whether it was put. */
export function putUnlessOlder<T>(view: WriteView, key: RecordKey<T>, record: NoInfer<T>, stamp: (record: T) => number): boolean {
  const held = readJson<T>(view, key);
  if (held !== null && stamp(held) > stamp(record)) return false;
  view.putJson(key, record);
  return true;
}
