import type { KeyBounds, RecordKey } from './record-key.js';

/** Bytes by key, in key order. */
export interface Records {
  get(key: RecordKey): Buffer | undefined;
  /** Keys that are longer than the prefix and begin with it, in order. */
  keys(prefix: RecordKey, bounds?: KeyBounds): Iterable<RecordKey>;
}

export function jsonBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

export function readJson<T>(records: Records, key: RecordKey<T>): T | null {
  const bytes = records.get(key);
  return bytes === undefined ? null : (JSON.parse(bytes.toString()) as T);
}
