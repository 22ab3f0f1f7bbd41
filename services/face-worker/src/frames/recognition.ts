import { Injectable } from '@nestjs/common';
import type { ConsentId, FrameCaptured, IdentityResolved, MemberId } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import { Clock } from '@vitrine/runtime';
import { CONSENT_ENDED, decideIdentity, FaceChain, followAlive, thresholdsFor, unproven, type FollowedAlive, type FrameAnalysis, type GalleryMatch, type IdentityThresholds } from '@vitrine/vision';
import { FaceWorkerConfig } from '../config.js';
import { LiveConsents } from '../consents/live-consents.js';
import { FaceSearch } from '../gallery/face-search.js';
import type { OpenStays } from './booth-stays.js';
import { identityEvent } from './identity-event.js';

type Conclusion = Pick<FollowedAlive, 'decision' | 'goodFrames' | 'liveness'>;
interface Seen {
  readonly analysis: FrameAnalysis;
  readonly match: GalleryMatch | null;
}

/** Says who stands in front of the booth. */
@Injectable()
export class Recognition {
  constructor(
    private readonly faces: FaceChain,
    private readonly search: FaceSearch,
    private readonly consents: LiveConsents,
    private readonly clock: Clock,
    private readonly config: FaceWorkerConfig,
  ) {}

  /** One decision a frame, in their order; `stays` is carried on. Nobody is named whose consent is not live at this moment. */
  async decide(frames: readonly ReceivedEvent<FrameCaptured>[], stays: OpenStays, signal: AbortSignal): Promise<IdentityResolved[]> {
    const analyses = await this.faces.analyse(frames.map(({ event }) => ({ bytes: event.jpeg, zone: event.zone })), signal);
    const matches = await this.matches(analyses);
    const thresholds = thresholdsFor(this.config.thresholds, this.search.members);
    const conclusions = analyses.map((analysis, i) => this.conclude(frames[i]!.event, { analysis, match: matches[i] ?? null }, thresholds, stays));
    const live = await this.consents.live(claimed(conclusions));
    const resolvedAtMs = this.clock.nowMs();
    return frames.map((frame, i) => identityEvent(frame, consented(conclusions[i]!, live), analyses[i]!.faces, this.faces.embedderId, resolvedAtMs));
  }

  /** A photograph stands for itself, and shows no life; a camera's frames decide together. */
  private conclude(frame: FrameCaptured, { analysis, match }: Seen, thresholds: IdentityThresholds, stays: OpenStays): Conclusion {
    const { track: settings, liveness, lifeRequired } = this.config;
    if (frame.source === 'UPLOAD') return { decision: unproven(decideIdentity(analysis, match, thresholds), lifeRequired), goodFrames: match === null ? 0 : 1, liveness: null };
    const followed = followAlive(stays.before(frame), { sequence: frame.sequence, atMs: frame.capturedAtMs, analysis, match }, { thresholds, settings, liveness, lifeRequired });
    stays.after(frame, followed.track);
    return followed;
  }

  /** All faces of the batch are searched together; null where there is no face. */
  private async matches(analyses: readonly FrameAnalysis[]): Promise<(GalleryMatch | null)[]> {
    const faces = analyses.flatMap((analysis) => (analysis.kind === 'face' ? [analysis.vector] : []));
    const found = [...(await this.search.search(faces))];
    return analyses.map(({ kind }) => (kind === 'face' ? (found.shift() ?? null) : null));
  }
}

function claimed(conclusions: readonly Conclusion[]): Map<MemberId, ConsentId> {
  return new Map(conclusions.flatMap(({ decision }) => (decision.outcome === 'member' ? [[decision.memberId, decision.consentId] as const] : [])));
}

function consented(conclusion: Conclusion, live: ReadonlySet<MemberId>): Conclusion {
  const { decision } = conclusion;
  if (decision.outcome !== 'member' || live.has(decision.memberId)) return conclusion;
  return { ...conclusion, decision: CONSENT_ENDED, goodFrames: 0 };
}
