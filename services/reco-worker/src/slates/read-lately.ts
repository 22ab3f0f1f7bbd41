interface Reading<Key, Value> {
  readonly atMs: number;
  readonly found: Promise<ReadonlyMap<Key, Value>>;
}

/** Remembers for a while what was read by key. Only what is not remembered is read, and what several ask for at once is read once. */
export class ReadLately<Key, Value> {
  private readonly scopes = new Map<string, Map<Key, Reading<Key, Value>>>();
  private sweptAtMs = 0;

  /** @param keptMs how long what was read serves; 0: everything is read each time */
  constructor(private readonly keptMs: number) {}

  /**
   * What there is of these keys; one of which there is nothing is missing, which is remembered, too. A reading that fails is not.
   * @param scope within which a key means one thing, such as a chain
   * @param read called with the keys that are not remembered, if there are any
   */
  async of(scope: readonly string[], keys: readonly Key[], nowMs: number, read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>): Promise<ReadonlyMap<Key, Value>> {
    this.forgetOld(nowMs);
    const readings = this.within(scope);
    const unknown = keys.filter((key) => !this.serves(readings.get(key), nowMs));
    if (unknown.length > 0) remember(readings, unknown, { atMs: nowMs, found: read(unknown) });
    const asked = keys.map((key) => readings.get(key)!);
    const found = new Map(await Promise.all(Array.from(new Set(asked), async (reading) => [reading, await reading.found] as const)));
    const all = new Map<Key, Value>();
    for (const [place, key] of keys.entries()) {
      const value = found.get(asked[place]!)!.get(key);
      if (value !== undefined) all.set(key, value);
    }
    return all;
  }

  private within(scope: readonly string[]): Map<Key, Reading<Key, Value>> {
    const name = JSON.stringify(scope);
    const readings = this.scopes.get(name) ?? new Map<Key, Reading<Key, Value>>();
    this.scopes.set(name, readings);
    return readings;
  }

  /** What a clock that has been put back has read in its future does not serve. */
  private serves(reading: Pick<Reading<Key, Value>, 'atMs'> | undefined, nowMs: number): boolean {
    return reading !== undefined && reading.atMs <= nowMs && nowMs - reading.atMs < this.keptMs;
  }

  private forgetOld(nowMs: number): void {
    if (this.serves({ atMs: this.sweptAtMs }, nowMs)) return;
    this.sweptAtMs = nowMs;
    for (const [name, readings] of this.scopes) {
      for (const [key, reading] of readings) if (!this.serves(reading, nowMs)) readings.delete(key);
      if (readings.size === 0) this.scopes.delete(name);
    }
  }
}

function remember<Key, Value>(readings: Map<Key, Reading<Key, Value>>, keys: readonly Key[], reading: Reading<Key, Value>): void {
  for (const key of keys) readings.set(key, reading);
  reading.found.catch(() => { for (const key of keys) if (readings.get(key) === reading) readings.delete(key); });
}
