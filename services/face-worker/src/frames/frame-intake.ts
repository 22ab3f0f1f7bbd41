import { Injectable } from '@nestjs/common';
import type { FrameCaptured } from '@vitrine/contracts';
import { PoisonEventError, type ReceivedEvent } from '@vitrine/messaging';
import { Clock } from '@vitrine/runtime';
import { FaceWorkerConfig } from '../config.js';
import { FaceSearch } from '../gallery/face-search.js';
import { freshFrames } from './fresh-frames.js';
import { FrameCounters } from './frame-counters.js';
import { TriggerPolicy } from './trigger-policy.js';

/** Which frames are looked at: permitted by the store, and not overtaken. What is left out is counted. */
@Injectable()
export class FrameIntake {
  constructor(
    private readonly policy: TriggerPolicy,
    private readonly search: FaceSearch,
    private readonly counters: FrameCounters,
    private readonly clock: Clock,
    private readonly config: FaceWorkerConfig,
  ) {}

  /**
   * @throws PoisonEventError for a frame without a permitted trigger
   * @throws VitrineError `not_ready` while nobody can be recognised yet
   */
  async admit(frames: readonly ReceivedEvent<FrameCaptured>[]): Promise<readonly ReceivedEvent<FrameCaptured>[]> {
    this.search.requireCurrent();
    try {
      await this.policy.require(frames);
    } catch (error) {
      if (error instanceof PoisonEventError) this.counters.leftOut('trigger_not_permitted', 1);
      throw error;
    }
    const { fresh, stale, expired } = freshFrames(frames, this.clock.nowMs(), { maxAgeMs: this.config.frameMaxAgeMs, expiryMs: this.config.frameExpiryMs });
    this.counters.leftOut('stale', stale);
    this.counters.leftOut('expired', expired);
    return fresh;
  }
}
