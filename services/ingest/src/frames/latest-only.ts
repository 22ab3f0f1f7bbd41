interface Lane {
  waiting: { start(): Promise<void>; supersede(): void } | null;
}

/**
 * One task at a time per key, and at most one that waits: the latest. A task that waits when a newer one comes is superseded and never runs.
 * Under overload a booth so keeps its newest frame, and no queue grows.
 */
export class LatestOnly {
  private readonly lanes = new Map<string, Lane>();

  /** Resolves when the task has run, or at once when it was superseded; rejects as the task does. */
  async run(key: string, task: () => Promise<void>): Promise<'done' | 'superseded'> {
    const lane = this.lanes.get(key);
    if (lane === undefined) return this.start(key, task);
    lane.waiting?.supersede();
    return new Promise((resolve, reject) => {
      lane.waiting = { start: () => this.start(key, task, lane).then(resolve, reject), supersede: () => resolve('superseded') };
    });
  }

  private async start(key: string, task: () => Promise<void>, lane: Lane = { waiting: null }): Promise<'done'> {
    this.lanes.set(key, lane);
    try {
      await task();
      return 'done';
    } finally {
      const { waiting } = lane;
      lane.waiting = null;
      if (waiting === null) this.lanes.delete(key);
      else void waiting.start();
    }
  }
}
