import { Injectable } from '@nestjs/common';
import type { ConsentId, FrameCaptured, IdentityResolved, MemberId } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import { Clock } from '@vitrine/runtime';
import { CONSENT_ENDED, decideIdentity, FaceChain, Gallery, type FrameAnalysis, type IdentityDecision } from '@vitrine/vision';
import { FaceWorkerConfig } from '../config.js';
import { LiveConsents } from '../consents/live-consents.js';
import { identityEvent } from './identity-event.js';

/** Says who stands in front of the booth. */
@Injectable()
export class Recognition {
  constructor(
    private readonly faces: FaceChain,
    private readonly gallery: Gallery,
    private readonly consents: LiveConsents,
    private readonly clock: Clock,
    private readonly config: FaceWorkerConfig,
  ) {}

  /** One decision a frame, in their order. Nobody is named whose consent is not live at this moment. */
  async decide(frames: readonly ReceivedEvent<FrameCaptured>[], signal: AbortSignal): Promise<IdentityResolved[]> {
    const analyses = await this.faces.analyse(frames.map(({ event }) => ({ bytes: event.jpeg, zone: event.zone })), signal);
    const decisions = analyses.map((analysis) => this.match(analysis));
    const live = await this.consents.live(claimed(decisions));
    const resolvedAtMs = this.clock.nowMs();
    return frames.flatMap((frame, i) => {
      const decision = decisions[i];
      if (decision === undefined) return [];
      return [identityEvent(frame, consented(decision, live), analyses[i]?.faces ?? 0, this.faces.embedderId, resolvedAtMs)];
    });
  }

  private match(analysis: FrameAnalysis): IdentityDecision {
    return decideIdentity(analysis, analysis.kind === 'face' ? this.gallery.search(analysis.vector) : null, this.config.thresholds);
  }
}

function claimed(decisions: readonly IdentityDecision[]): Map<MemberId, ConsentId> {
  return new Map(decisions.flatMap((decision) => (decision.outcome === 'member' ? [[decision.memberId, decision.consentId] as const] : [])));
}

function consented(decision: IdentityDecision, live: ReadonlySet<MemberId>): IdentityDecision {
  if (decision.outcome !== 'member' || live.has(decision.memberId)) return decision;
  return CONSENT_ENDED;
}
