/** Wakes everybody who waits. */
export class Bell {
  private readonly waiting = new Set<() => void>();

  ring(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }

  /** Resolves with true when it rings, with false when it has not for so long. */
  async heard(withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(wake);
        resolve(false);
      }, withinMs);
      this.waiting.add(wake);
    });
  }
}
