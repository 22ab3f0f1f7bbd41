import { Injectable } from '@nestjs/common';
import type { IdentityResolved } from '@vitrine/contracts';
import { Metrics } from '@vitrine/runtime';

/** Counts what became of frames, and how long it took. */
@Injectable()
export class FrameCounters {
  private readonly outcomes;
  private readonly skipped;
  private readonly latency;

  constructor(metrics: Metrics) {
    this.outcomes = metrics.counter('vitrine_identities_total', 'Frames decided, by outcome and reason', ['outcome', 'reason']);
    this.skipped = metrics.counter('vitrine_frames_skipped_total', 'Frames left out without a look at them, by reason', ['reason']);
    this.latency = metrics.latency('vitrine_frame_to_identity_seconds', 'From the camera taking a frame to the decision', []);
  }

  decided({ outcome, reason, capturedAtMs, resolvedAtMs }: IdentityResolved): void {
    this.outcomes.inc({ outcome, reason });
    this.latency.observe(Math.max(0, resolvedAtMs - capturedAtMs) / 1000);
  }

  leftOut(reason: 'stale' | 'expired' | 'trigger_not_permitted', count: number): void {
    if (count > 0) this.skipped.inc({ reason }, count);
  }
}
