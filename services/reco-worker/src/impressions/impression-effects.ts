import { Injectable } from '@nestjs/common';
import { ImpressionRecorded, type MemberId } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import { ImpressionCounts, Stores, type BoothSession, type StateWrite } from '@vitrine/state';
import type { OfferDecided } from '@vitrine/contracts';
import { BoothViews, type BoothView } from '../identities/booth-views.js';
import { SlateDecider } from '../slates/slate-decider.js';

/** What one impression changes. */
export interface ImpressionEffect {
  readonly view: BoothView;
  readonly writes: readonly StateWrite[];
  /** The anonymous slate that takes the place of a disowned one. */
  readonly decided: OfferDecided | null;
}

/** Judges impressions against what stands at the booth; whose they are is never taken from the display. */
@Injectable()
export class ImpressionEffects {
  constructor(private readonly counts: ImpressionCounts, private readonly stores: Stores, private readonly booths: BoothViews, private readonly slates: SlateDecider) {}

  async of(view: BoothView, { event, position }: ReceivedEvent<ImpressionRecorded>): Promise<ImpressionEffect> {
    const { session, board } = view;
    if (event.kind === 'NOT_ME' && session?.sessionId === event.sessionId && !session.disowned) return this.disowned(view, session, position);
    const slate = board?.slate.eventId === event.slateId ? board.slate : null;
    if (event.kind !== 'SHOWN' || slate?.memberId === null || slate === null) return { view, writes: [], decided: null };
    return { view, writes: [this.shown(slate, slate.memberId, event)], decided: null };
  }

  private shown({ chainId, offers }: OfferDecided, memberId: MemberId, { sku, occurredAtMs }: ImpressionRecorded): StateWrite {
    const skus = offers.map((offer) => offer.sku).filter((offered) => sku === null || offered === sku);
    return this.counts.shown(chainId, memberId, skus, occurredAtMs);
  }

  private async disowned(view: BoothView, session: BoothSession, origin: OfferDecided['origin']): Promise<ImpressionEffect> {
    const { booth } = view;
    const after = { ...view, session: { ...session, memberId: null, tasteVersion: 0, disowned: true } };
    const store = await this.stores.get(booth.chainId, booth.storeId);
    if (store === null) return { view: after, writes: this.booths.writes(after, null), decided: null };
    const decided = await this.slates.decide({ store, booth, sessionId: session.sessionId, shopper: null, origin });
    return { view: { ...after, board: { version: '', slate: decided } }, writes: this.booths.writes(after, decided), decided };
  }
}
