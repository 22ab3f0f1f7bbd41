import { setTimeout as delay } from 'node:timers/promises';
import type { Inside } from '../platform/campaign-platform.js';
import { endsOf, FOLLOWED, watermarksOf, type Followed } from './progress.js';

const POLL_MS = 500;

/** Looks at the watermarks all the time: they may only grow, except where a fault has put the state itself back. */
export class WatermarkWatch {
  /** Watermarks that went back although nothing allowed it. */
  readonly violations: string[] = [];
  private readonly seen = new Map<string, number>();
  private generation = 0;

  constructor(private readonly inside: Inside) {}

  /** The state was put back on purpose. */
  forget(): void {
    this.generation += 1;
    this.seen.clear();
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const followed of FOLLOWED) await this.look(followed).catch(() => undefined);
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async look(followed: Followed): Promise<void> {
    const { generation } = this;
    const watermarks = await watermarksOf(this.inside, followed, (await endsOf(this.inside, followed)).keys());
    if (generation !== this.generation) return;
    for (const [partition, watermark] of watermarks) {
      const key = `${followed.group} ${partition}`;
      const before = this.seen.get(key) ?? 0;
      if (watermark < before) this.violations.push(`${key} went from ${before} back to ${watermark}`);
      this.seen.set(key, watermark);
    }
  }
}
