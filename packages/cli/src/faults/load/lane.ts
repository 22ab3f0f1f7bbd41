/**
 * A sender that keeps what it has to send in order and sends it in batches, one at a time. What comes while a batch is on its way waits,
 * as at a till whose store has lost its line.
 */
export class Lane<T> {
  private readonly waiting: T[] = [];
  private working: Promise<void> | null = null;
  /** Most that ever waited. */
  longest = 0;

  /** @param send resolves once the batch is acknowledged; rejects when nothing more can be: what waits then stays */
  constructor(private readonly most: number, private readonly send: (batch: readonly T[]) => Promise<void>) {}

  put(item: T): void {
    this.waiting.push(item);
    this.longest = Math.max(this.longest, this.waiting.length);
    this.working ??= this.work().catch(() => undefined);
  }

  get length(): number {
    return this.waiting.length;
  }

  /** Resolves when nothing waits. */
  async drained(): Promise<void> {
    while (this.working !== null) await this.working;
  }

  private async work(): Promise<void> {
    // What comes in the same turn goes out together.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.send(this.waiting.splice(0, this.most));
    this.working = null;
  }
}
