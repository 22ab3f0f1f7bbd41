import { Injectable } from '@nestjs/common';
import type { EventId, ModelVersion, OfferDecided, SessionId } from '@vitrine/contracts';
import { decide, storeTime, usesSignal, type CandidateSet, type RelevanceModel, type Shopper, type SlateDecision } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import type { BoothAddress, StoreRecord } from '@vitrine/state';
import { derivedEventId } from '@vitrine/messaging';
import { RecoWorkerConfig } from '../config.js';
import { CandidateSource } from './candidate-source.js';
import { LiveRanking } from './live-ranking.js';
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

/** A decision with what it chose from. */
export interface Decided {
  readonly nowMs: number;
  readonly candidates: CandidateSet;
  readonly shopper: Shopper | null;
  readonly model: RelevanceModel;
  /** Of the model; null for the one that is built in. */
  readonly version: ModelVersion | null;
  readonly decision: SlateDecision;
}

/** Decides slates. */
@Injectable()
export class SlateDecider {
  constructor(
    private readonly candidates: CandidateSource,
    private readonly shoppers: Shoppers,
    private readonly ranking: LiveRanking,
    private readonly config: RecoWorkerConfig,
    private readonly clock: Clock,
  ) {}

  /** The slate of a booth. */
  async decide({ store, booth, sessionId, shopper, origin }: SlateRequest): Promise<OfferDecided> {
    const { nowMs, candidates, decision } = await this.consider(store, shopper);
    const offers = [...decision.slate];
    const ends = new Map(candidates.candidates.map(({ promotionId, endsAtMs }) => [promotionId, endsAtMs]));
    const validUntilMs = Math.min(nowMs + this.config.slateTtlMs, ...offers.map(({ promotionId }) => ends.get(promotionId) ?? nowMs));
    return {
      eventId: derivedEventId(origin) as EventId, origin, ...booth, sessionId, decidedAtMs: nowMs, validUntilMs,
      audience: shopper === null ? 'ANONYMOUS' : 'MEMBER', memberId: shopper?.member.memberId ?? null, offers,
    };
  }

  /** What would be offered in the store now, with everything that speaks for and against it. What is explored stays the same for a day. */
  async consider(store: StoreRecord, member: KnownMember | null): Promise<Decided> {
    const { version, model } = await this.ranking.current();
    const [{ candidates, onHandMilli }, shopper] = await Promise.all([
      this.candidates.of(store, usesSignal(model, 'tasteMatch')),
      member === null ? null : this.shoppers.of(member, store, model),
    ]);
    const nowMs = this.clock.nowMs();
    const seed = `${store.storeId}/${member?.member.memberId ?? ''}/${storeTime(nowMs, store.timeZone).date}`;
    return { nowMs, candidates, shopper, model, version, decision: decide({ nowMs, timeZone: store.timeZone, candidates, onHandMilli, shopper, seed }, this.config.policy, model) };
  }
}
