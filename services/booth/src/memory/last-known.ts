import { VitrineError } from '@vitrine/contracts';

interface Held<V> {
  readonly value: V;
  readonly readAtMs: number;
}

/** Answers of the state as they last were, for the time when it does not answer. */
export class LastKnown<V> {
  private readonly values = new Map<string, Held<V>>();

  /**
   * @param most values kept; those read longest ago go first
   * @param freshMs for so long after it was read a value is not asked for again
   */
  constructor(private readonly most: number, private readonly freshMs = 0, private readonly nowMs: () => number = () => performance.now()) {}

  /**
   * What `read` gives or, while the state cannot tell, what it gave last.
   * @param suffices whether a fresh value answers what is asked; one that does not is read again
   * @throws VitrineError as `read` does, where nothing is remembered
   */
  async of(key: string, read: () => Promise<V>, suffices: (value: V) => boolean = () => true): Promise<V> {
    const fresh = this.values.get(key);
    if (fresh !== undefined && this.nowMs() - fresh.readAtMs < this.freshMs && suffices(fresh.value)) return fresh.value;
    try {
      const value = await read();
      this.keep(key, value);
      return value;
    } catch (error) {
      const held = this.values.get(key);
      if (held === undefined || !isPassing(error)) throw error;
      return held.value;
    }
  }

  private keep(key: string, value: V): void {
    this.values.delete(key);
    this.values.set(key, { value, readAtMs: this.nowMs() });
    const [oldest] = this.values.keys();
    if (this.values.size > this.most && oldest !== undefined) this.values.delete(oldest);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof VitrineError && (error.code === 'state_unavailable' || error.code === 'not_ready');
}
