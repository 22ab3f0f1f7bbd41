import { Controller } from '@nestjs/common';
import { FrameCaptured, IdentityResolved } from '@vitrine/contracts';
import { Consumes, EventPublisher, type ConsumedBatch } from '@vitrine/messaging';
import { FrameCounters } from './frame-counters.js';
import { FrameIntake } from './frame-intake.js';
import { Recognition } from './recognition.js';

/** Turns frames into identities. What it publishes is its whole effect, so its position is the log's. */
@Controller()
export class FramesConsumer {
  constructor(
    private readonly intake: FrameIntake,
    private readonly recognition: Recognition,
    private readonly publisher: EventPublisher,
    private readonly counters: FrameCounters,
  ) {}

  @Consumes(FrameCaptured, { group: 'face-worker.frames', position: 'log', maxItems: 32, maxWaitMs: 5 })
  async onFrames({ events, signal }: ConsumedBatch<FrameCaptured>): Promise<void> {
    const frames = await this.intake.admit(events);
    const identities = await this.recognition.decide(frames, signal);
    await this.publisher.publish(IdentityResolved, identities);
    for (const identity of identities) this.counters.decided(identity);
  }
}
