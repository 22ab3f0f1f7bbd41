import { Injectable } from '@nestjs/common';
import type { ErrorCode } from '@vitrine/contracts';
import { Metrics } from '@vitrine/runtime';

/** Counts what came in, by the event it would become. */
@Injectable()
export class IntakeCounters {
  private readonly items;
  private readonly drops;

  constructor(metrics: Metrics) {
    this.items = metrics.counter('vitrine_intake_items_total', 'Items sent to ingest by event, outcome and error code', ['event', 'outcome', 'code']);
    this.drops = metrics.counter('vitrine_intake_frames_dropped_total', 'Frames left out at the edge, by reason', ['reason']);
  }

  accepted(event: string, count: number): void {
    if (count > 0) this.items.inc({ event, outcome: 'accepted', code: '' }, count);
  }

  refused(event: string, code: ErrorCode, count = 1): void {
    if (count > 0) this.items.inc({ event, outcome: 'refused', code }, count);
  }

  superseded(event: string, count: number): void {
    if (count > 0) this.items.inc({ event, outcome: 'superseded', code: '' }, count);
  }

  frameDropped(reason: 'superseded'): void {
    this.drops.inc({ reason });
  }
}
