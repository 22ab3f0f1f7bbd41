import { Injectable } from '@nestjs/common';
import { VitrineError, type EnrolmentRefusal, type EnrolmentRequested, type PhotoDecision } from '@vitrine/contracts';
import { Clock } from '@vitrine/runtime';
import { duplicateOf, FaceChain, outliers, unfollowed } from '@vitrine/vision';
import { FaceWorkerConfig } from '../config.js';
import { LiveConsents } from '../consents/live-consents.js';
import { FaceSearch } from '../gallery/face-search.js';
import { photoDecision, type EnrolmentVerdict, type JudgedPhoto } from './enrolment-verdict.js';

/** Decides whether photographs may become a member's templates. */
@Injectable()
export class Enrolling {
  constructor(
    private readonly faces: FaceChain,
    private readonly search: FaceSearch,
    private readonly consents: LiveConsents,
    private readonly clock: Clock,
    private readonly config: FaceWorkerConfig,
  ) {}

  /** @throws VitrineError `not_ready` while the consent may still be on its way */
  async decide(request: EnrolmentRequested, signal: AbortSignal): Promise<EnrolmentVerdict> {
    if (!(await this.consentIsLive(request))) return refused('CONSENT_MISSING', request.photos.map(() => ({ accepted: false, reason: 'OTHER' })));
    if (request.photos.length < this.config.enrolmentMinPhotos) return refused('TOO_FEW_PHOTOS', request.photos.map(() => ({ accepted: false, reason: 'OTHER' })));
    const judged = this.withoutOutliers(await this.judge(request, signal));
    const vectors = judged.flatMap(({ vector }) => (vector === null ? [] : [vector]));
    const photos = judged.map(({ decision }) => decision);
    if (photos.some(({ reason }) => reason === 'PROMPT_NOT_FOLLOWED')) return refused('NOT_LIVE', photos);
    if (vectors.length === 0) return refused('NO_USABLE_PHOTO', photos);
    if (duplicateOf(vectors, request.memberId, await this.search.around(vectors), this.config.thresholds) !== null) return refused('DUPLICATE_FACE', photos);
    return { refusal: 'NONE', photos, vectors };
  }

  /** Nothing is embedded without a live consent. */
  private async consentIsLive({ memberId, consentId, requestedAtMs, enrolmentId }: EnrolmentRequested): Promise<boolean> {
    const standing = await this.consents.standing(memberId, consentId);
    if (standing === 'unheard' && this.clock.nowMs() - requestedAtMs < this.config.consentGraceMs) {
      throw new VitrineError('not_ready', `the consent of enrolment ${enrolmentId} has not arrived yet`, { enrolmentId });
    }
    return standing === 'live';
  }

  private async judge({ photos, prompts }: EnrolmentRequested, signal: AbortSignal): Promise<JudgedPhoto[]> {
    const analyses = await this.faces.analyse(photos.map((bytes) => ({ bytes, formats: ['jpeg', 'png', 'webp'] as const })), signal);
    const wrong = unfollowed(prompts, analyses.map((analysis) => (analysis.kind === 'face' ? analysis.geometry : null)));
    return analyses.map((analysis, i) => {
      const decision = photoDecision(analysis, prompts.length > 0);
      if (analysis.kind === 'face' && wrong.has(i)) return { decision: { accepted: false, reason: 'PROMPT_NOT_FOLLOWED' }, vector: null };
      return { decision, vector: decision.accepted && analysis.kind === 'face' ? analysis.vector : null };
    });
  }

  private withoutOutliers(judged: readonly JudgedPhoto[]): JudgedPhoto[] {
    const usable = [...judged.entries()].flatMap(([index, { vector }]) => (vector === null ? [] : [{ index, vector }]));
    const wrong = outliers(usable.map(({ vector }) => vector), this.config.thresholds);
    const out = new Set(usable.filter((_, place) => wrong.has(place)).map(({ index }) => index));
    return judged.map((photo, index) => (out.has(index) ? { decision: { accepted: false, reason: 'OUTLIER' }, vector: null } : photo));
  }
}

/** A refusal makes no template, whatever single photographs were good for. */
function refused(refusal: EnrolmentRefusal, photos: readonly PhotoDecision[]): EnrolmentVerdict {
  return { refusal, photos: photos.map((photo) => (photo.accepted ? { accepted: false, reason: 'OTHER' } : photo)), vectors: [] };
}
