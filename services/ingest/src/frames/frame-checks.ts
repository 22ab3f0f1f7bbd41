import { Injectable } from '@nestjs/common';
import type { BoothId, EventId, FrameCaptured, StoreId } from '@vitrine/contracts';
import { Chain, Clock } from '@vitrine/runtime';
import { IngestConfig } from '../config.js';
import { KnownEntities, unknownBooth } from '../intake/known-entities.js';
import { futureFault } from '../intake/time.js';
import { jpegFault } from '../pictures/jpeg-check.js';
import { readFrameHeaders } from './frame-headers.js';
import { triggerPolicyFault } from './trigger-policy.js';

/** What a camera sent. */
export interface SentFrame {
  readonly storeId: StoreId;
  readonly boothId: BoothId;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly jpeg: Buffer;
}

/** Turns what a camera sent into its event. */
@Injectable()
export class FrameChecks {
  constructor(private readonly known: KnownEntities, private readonly chain: Chain, private readonly clock: Clock, private readonly config: IngestConfig) {}

  /** @throws VitrineError naming the first fault */
  async check({ storeId, boothId, headers, jpeg }: SentFrame): Promise<FrameCaptured> {
    const store = await this.known.store(storeId);
    if (!store.booths.some((booth) => booth.boothId === boothId)) throw unknownBooth(storeId, boothId);
    const frame = readFrameHeaders(headers);
    const { clockSkewMs, triggerMaxAgeMs, pictureLimitPixels } = this.config;
    const fault =
      futureFault('Vitrine-Captured-At', frame.capturedAtMs, this.clock.nowMs(), clockSkewMs) ??
      triggerPolicyFault(frame, store, triggerMaxAgeMs) ??
      (await jpegFault(jpeg, pictureLimitPixels, 'body'));
    if (fault !== null) throw fault;
    const eventId = [this.chain.id, storeId, boothId, frame.sessionId, frame.sequence].join(':') as EventId;
    return { eventId, chainId: this.chain.id, storeId, boothId, jpeg, ...frame };
  }
}
