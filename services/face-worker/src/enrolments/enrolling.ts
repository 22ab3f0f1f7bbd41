import { Injectable } from '@nestjs/common';
import { VitrineError, type EnrolmentRequested } from '@vitrine/contracts';
import { Clock } from '@vitrine/runtime';
import { duplicateOf, FaceChain, Gallery, outliers } from '@vitrine/vision';
import { FaceWorkerConfig } from '../config.js';
import { LiveConsents } from '../consents/live-consents.js';
import { photoDecision, type EnrolmentVerdict, type JudgedPhoto } from './enrolment-verdict.js';

/** Decides whether photographs may become a member's templates. */
@Injectable()
export class Enrolling {
  constructor(
    private readonly faces: FaceChain,
    private readonly gallery: Gallery,
    private readonly consents: LiveConsents,
    private readonly clock: Clock,
    private readonly config: FaceWorkerConfig,
  ) {}

  /** @throws VitrineError `not_ready` while the consent may still be on its way */
  async decide(request: EnrolmentRequested, signal: AbortSignal): Promise<EnrolmentVerdict> {
    if (!(await this.consentIsLive(request))) return { refusal: 'CONSENT_MISSING', photos: request.photos.map(() => ({ accepted: false, reason: 'OTHER' })), vectors: [] };
    const judged = this.withoutOutliers(await this.judge(request, signal));
    const vectors = judged.flatMap(({ vector }) => (vector === null ? [] : [vector]));
    const photos = judged.map(({ decision }) => decision);
    if (vectors.length === 0) return { refusal: 'NO_USABLE_PHOTO', photos, vectors };
    if (duplicateOf(vectors, request.memberId, this.gallery, this.config.thresholds) === null) return { refusal: 'NONE', photos, vectors };
    return { refusal: 'DUPLICATE_FACE', photos: photos.map((photo) => (photo.accepted ? { accepted: false, reason: 'OTHER' } : photo)), vectors: [] };
  }

  /** Nothing is embedded without a live consent. */
  private async consentIsLive({ memberId, consentId, requestedAtMs, enrolmentId }: EnrolmentRequested): Promise<boolean> {
    const standing = await this.consents.standing(memberId, consentId);
    if (standing === 'unheard' && this.clock.nowMs() - requestedAtMs < this.config.consentGraceMs) {
      throw new VitrineError('not_ready', `the consent of enrolment ${enrolmentId} has not arrived yet`, { enrolmentId });
    }
    return standing === 'live';
  }

  private async judge({ photos }: EnrolmentRequested, signal: AbortSignal): Promise<JudgedPhoto[]> {
    const analyses = await this.faces.analyse(photos.map((bytes) => ({ bytes, formats: ['jpeg', 'png', 'webp'] as const })), signal);
    return analyses.map((analysis) => ({ decision: photoDecision(analysis), vector: analysis.kind === 'face' ? analysis.vector : null }));
  }

  private withoutOutliers(judged: readonly JudgedPhoto[]): JudgedPhoto[] {
    const usable = [...judged.entries()].flatMap(([index, { vector }]) => (vector === null ? [] : [{ index, vector }]));
    const wrong = outliers(usable.map(({ vector }) => vector), this.config.thresholds);
    const out = new Set(usable.filter((_, place) => wrong.has(place)).map(({ index }) => index));
    return judged.map((photo, index) => (out.has(index) ? { decision: { accepted: false, reason: 'OUTLIER' }, vector: null } : photo));
  }
}
