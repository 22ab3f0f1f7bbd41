import { Injectable } from '@nestjs/common';
import type { EventId, OfferDecided, SessionId } from '@vitrine/contracts';
import { decideSlate } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import type { BoothAddress, StoreRecord } from '@vitrine/state';
import { derivedEventId } from '@vitrine/messaging';
import { RecoWorkerConfig } from '../config.js';
import { CandidateSource } from './candidate-source.js';
import { Shoppers, type KnownMember } from './shoppers.js';

/** What a slate is to be decided for. */
export interface SlateRequest {
  readonly store: StoreRecord;
  readonly booth: BoothAddress;
  readonly sessionId: SessionId;
  /** Null: anonymous. */
  readonly shopper: KnownMember | null;
  /** Position of the event that asks for it; the slate's id comes from there. */
  readonly origin: OfferDecided['origin'];
}

/** Decides the slate of a booth. */
@Injectable()
export class SlateDecider {
  constructor(private readonly candidates: CandidateSource, private readonly shoppers: Shoppers, private readonly config: RecoWorkerConfig, private readonly clock: Clock) {}

  async decide({ store, booth, sessionId, shopper, origin }: SlateRequest): Promise<OfferDecided> {
    const [candidates, known] = await Promise.all([this.candidates.of(store), shopper === null ? null : this.shoppers.of(shopper, store)]);
    const nowMs = this.clock.nowMs();
    const offers = decideSlate({ nowMs, timeZone: store.timeZone, candidates, shopper: known }, this.config.policy);
    const ends = new Map(candidates.map(({ promotionId, endsAtMs }) => [promotionId, endsAtMs]));
    const validUntilMs = Math.min(nowMs + this.config.slateTtlMs, ...offers.map(({ promotionId }) => ends.get(promotionId) ?? nowMs));
    return {
      eventId: derivedEventId(origin) as EventId, origin, ...booth, sessionId, decidedAtMs: nowMs, validUntilMs,
      audience: shopper === null ? 'ANONYMOUS' : 'MEMBER', memberId: shopper?.member.memberId ?? null, offers,
    };
  }
}
