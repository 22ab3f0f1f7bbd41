import { VitrineError } from '@vitrine/contracts';

/** Answers of the state as they last were, for the time when it does not answer. */
export class LastKnown<V> {
  private readonly values = new Map<string, V>();

  /** @param most values kept; those asked for longest ago go first */
  constructor(private readonly most: number) {}

  /** What `read` gives or, while the state cannot tell, what it gave last. @throws VitrineError as `read` does, where nothing is remembered */
  async of(key: string, read: () => Promise<V>): Promise<V> {
    try {
      const value = await read();
      this.keep(key, value);
      return value;
    } catch (error) {
      const held = this.values.get(key);
      if (held === undefined || !isPassing(error)) throw error;
      return held;
    }
  }

  private keep(key: string, value: V): void {
    this.values.delete(key);
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > this.most && oldest !== undefined) this.values.delete(oldest);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof VitrineError && (error.code === 'state_unavailable' || error.code === 'not_ready');
}
