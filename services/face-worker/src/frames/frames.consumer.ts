import { Controller } from '@nestjs/common';
import { FrameCaptured, IdentityResolved } from '@vitrine/contracts';
import { Consumes, EventPublisher, type ConsumedBatch } from '@vitrine/messaging';
import { StateStore } from '@vitrine/state';
import { BoothStays } from './booth-stays.js';
import { FrameCounters } from './frame-counters.js';
import { FrameIntake } from './frame-intake.js';
import { Recognition } from './recognition.js';

/** Turns frames into identities. What the frames of a stay told and the position behind them are one step, so a crash repeats the same fold. */
@Controller()
export class FramesConsumer {
  constructor(
    private readonly intake: FrameIntake,
    private readonly recognition: Recognition,
    private readonly stays: BoothStays,
    private readonly state: StateStore,
    private readonly publisher: EventPublisher,
    private readonly counters: FrameCounters,
  ) {}

  @Consumes(FrameCaptured, { group: 'face-worker.frames', maxItems: 32, maxWaitMs: 5 })
  async onFrames({ events, step, signal }: ConsumedBatch<FrameCaptured>): Promise<void> {
    const frames = await this.intake.admit(events);
    const stays = await this.stays.of(frames.map(({ event }) => event));
    const identities = await this.recognition.decide(frames, stays, signal);
    await this.publisher.publish(IdentityResolved, identities);
    await this.state.commit(step, this.stays.writes(stays));
    for (const identity of identities) this.counters.decided(identity);
  }
}
