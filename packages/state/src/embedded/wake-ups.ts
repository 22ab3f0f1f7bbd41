/** Wakes those who wait for news of a subject, within this process. */
export class WakeUps {
  private readonly listeners = new Map<string, Set<Listener>>();

  /** Starts listening now: what happens from here on is not missed, however late the first wait. */
  listen(subject: string, signal: AbortSignal): NewsOf {
    const set = this.listeners.get(subject) ?? new Set();
    this.listeners.set(subject, set);
    const end = (): void => listener.end();
    const listener = new Listener(() => {
      signal.removeEventListener('abort', end);
      set.delete(listener);
      if (set.size === 0 && this.listeners.get(subject) === set) this.listeners.delete(subject);
    });
    set.add(listener);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    return listener;
  }

  wake(subject: string): void {
    for (const listener of this.listeners.get(subject) ?? []) listener.wake();
  }

  /** Nobody waits any longer. */
  endAll(): void {
    for (const listener of Array.from(this.listeners.values(), (set) => Array.from(set)).flat()) listener.end();
  }
}

/** News of one subject. */
export interface NewsOf {
  readonly ended: boolean;
  /** True at the next news, or at once when there was some since the last call; false when listening has ended. */
  next(): Promise<boolean>;
  end(): void;
}

class Listener implements NewsOf {
  ended = false;
  private news = false;
  private resume: (() => void) | null = null;

  constructor(private readonly leave: () => void) {}

  async next(): Promise<boolean> {
    if (!this.news && !this.ended) await new Promise<void>((resolve) => { this.resume = resolve; });
    this.news = false;
    return !this.ended;
  }

  wake(): void {
    this.news = true;
    this.resume?.();
    this.resume = null;
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.leave();
    this.wake();
  }
}
