import { Injectable } from '@nestjs/common';
import type { IdentityResolved, OfferDecided } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import { Clock } from '@vitrine/runtime';
import { Stores } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { SlateDecider } from '../slates/slate-decider.js';
import type { BoothView } from './booth-views.js';
import { memberInFront, needsNewSlate, nextSession } from './booth-state.js';
import { RecognisedMembers } from './recognised-members.js';

/** Carries a booth from one identity to the next. */
@Injectable()
export class BoothFold {
  constructor(
    private readonly stores: Stores,
    private readonly recognised: RecognisedMembers,
    private readonly slates: SlateDecider,
    private readonly config: RecoWorkerConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * The booth after this identity; `decided` is the new slate, null where the old one still fits or the store is gone.
   * An identity so old that its slate would have left by now changes nothing: its shopper has gone, and somebody else may stand there.
   */
  async apply(view: BoothView, { event, position }: ReceivedEvent<IdentityResolved>): Promise<{ view: BoothView; decided: OfferDecided | null }> {
    const nowMs = this.clock.nowMs();
    if (nowMs - event.resolvedAtMs > this.config.slateTtlMs) return { view, decided: null };
    const claimed = memberInFront(view.session, event);
    const shopper = claimed === null ? null : await this.recognised.of(event, claimed);
    const session = nextSession(view.session, event, shopper?.member.memberId ?? null, shopper?.taste?.version ?? 0);
    const store = await this.stores.get(event.chainId, event.storeId);
    const fits = !needsNewSlate(view.session, session, view.board, nowMs, this.config.slateRefreshMs);
    if (store === null || fits) return { view: { ...view, session }, decided: null };
    const decided = await this.slates.decide({ store, booth: view.booth, sessionId: event.sessionId, shopper, origin: position });
    return { view: { ...view, session, board: { version: '', slate: decided } }, decided };
  }
}
