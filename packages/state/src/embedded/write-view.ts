import { compareKeys, type Key } from 'lmdb';
import { isWithin, type KeyBounds, type RecordKey } from './record-key.js';
import { jsonBytes, type Records } from './records.js';

interface Change {
  readonly key: RecordKey;
  /** Null: removed. */
  readonly value: Buffer | null;
}

/** What a write sees and changes: the records below, with its own changes on top. Nothing reaches the store until it is committed. */
export class WriteView implements Records {
  private readonly changed = new Map<string, Change>();
  private readonly commitListeners: (() => void)[] = [];

  constructor(private readonly below: Records) {}

  get(key: RecordKey): Buffer | undefined {
    const change = this.changed.get(JSON.stringify(key));
    return change === undefined ? this.below.get(key) : (change.value ?? undefined);
  }

  keys(prefix: RecordKey, bounds: KeyBounds = {}): Iterable<RecordKey> {
    const own = [...this.changed.values()].filter(({ key }) => isWithin(key, prefix, bounds));
    if (own.length === 0) return this.below.keys(prefix, bounds);
    const unchanged = [...this.below.keys(prefix, bounds)].filter((key) => !this.changed.has(JSON.stringify(key)));
    const put = own.filter(({ value }) => value !== null).map(({ key }) => key);
    return [...unchanged, ...put].toSorted((a, b) => compareKeys(a as unknown as Key, b as unknown as Key));
  }

  put(key: RecordKey, value: Buffer): void {
    this.changed.set(JSON.stringify(key), { key, value });
  }

  putJson<T>(key: RecordKey<T>, value: NoInfer<T>): void {
    this.put(key, jsonBytes(value));
  }

  remove(key: RecordKey): void {
    this.changed.set(JSON.stringify(key), { key, value: null });
  }

  /** Called once the changes are committed, in the order given. */
  whenCommitted(listener: () => void): void {
    this.commitListeners.push(listener);
  }

  /** Runs a step that either makes all its changes or, when it throws, none. */
  attempt<T>(step: (view: WriteView) => T): T {
    const view = new WriteView(this);
    const result = step(view);
    for (const [text, change] of view.changed) this.changed.set(text, change);
    this.commitListeners.push(...view.commitListeners);
    return result;
  }

  changes(): (readonly [RecordKey, Buffer | null])[] {
    return [...this.changed.values()].map(({ key, value }) => [key, value] as const);
  }

  committed(): void {
    for (const listener of this.commitListeners) listener();
  }
}
