import type { EmbedderId, EnrolmentDecided, EnrolmentRefusal, EnrolmentRequested, EventId, PhotoDecision, PhotoReason } from '@vitrine/contracts';
import { derivedEventId, type ReceivedEvent } from '@vitrine/messaging';
import type { FaceTemplate } from '@vitrine/state';
import { enrolmentFault, MOST_TURN, type FrameAnalysis } from '@vitrine/vision';

/** A photograph with what was decided about it. */
export interface JudgedPhoto {
  readonly decision: PhotoDecision;
  /** Null unless accepted. */
  readonly vector: Float32Array | null;
}

/** What was decided about an enrolment. */
export interface EnrolmentVerdict {
  readonly refusal: EnrolmentRefusal;
  readonly photos: readonly PhotoDecision[];
  /** What becomes a template; empty when refused. */
  readonly vectors: readonly Float32Array[];
}

/** What a photograph's analysis means for it. @param prompted whether the person was asked to turn */
export function photoDecision(analysis: FrameAnalysis, prompted: boolean): PhotoDecision {
  if (analysis.kind === 'face') {
    const fault = enrolmentFault(analysis, prompted ? MOST_TURN : undefined);
    return fault === null ? { accepted: true, reason: 'NONE' } : { accepted: false, reason: fault.toUpperCase() as PhotoReason };
  }
  return { accepted: false, reason: analysis.kind === 'outside_zone' ? 'NO_FACE' : (analysis.kind.toUpperCase() as PhotoReason) };
}

/** The verdict as its event. A redelivered request gives the same id. */
export function enrolmentEvent({ event, position }: ReceivedEvent<EnrolmentRequested>, { refusal, photos }: EnrolmentVerdict, embedderId: EmbedderId, decidedAtMs: number): EnrolmentDecided {
  const { chainId, enrolmentId, memberId } = event;
  const accepted = refusal === 'NONE';
  return { eventId: derivedEventId(position) as EventId, origin: position, chainId, enrolmentId, memberId, decidedAtMs, accepted, refusal, photos, embedderId: accepted ? embedderId : null };
}

/** Vectors of accepted photographs as templates. They are as old as the request, so that an erasure asked for later wins. */
export function enrolmentTemplates({ chainId, memberId, consentId, enrolmentId, requestedAtMs }: EnrolmentRequested, vectors: readonly Float32Array[], embedderId: EmbedderId): FaceTemplate[] {
  return vectors.map((vector, index) => ({ chainId, memberId, consentId, enrolmentId, index, embedderId, vector, enrolledAtMs: requestedAtMs }));
}
