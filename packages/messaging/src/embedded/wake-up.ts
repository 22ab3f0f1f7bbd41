/** Lets several sleepers wait for the next call of `wake`, so that nobody has to poll. */
export class WakeUp {
  private readonly sleepers = new Set<() => void>();

  /** Resolves at the next wake-up, after `timeoutMs`, or when aborted; which of them it was, the caller sees from its own condition. */
  sleep(signal: AbortSignal, timeoutMs?: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.sleepers.delete(wake);
        resolve();
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(wake, timeoutMs);
      signal.addEventListener('abort', wake, { once: true });
      this.sleepers.add(wake);
    });
  }

  wake(): void {
    for (const sleeper of this.sleepers) sleeper();
  }
}

/** Waits so long, or until aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new WakeUp().sleep(signal, ms);
}
