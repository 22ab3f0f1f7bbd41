import type { EmbedderId, EventId, FrameCaptured, IdentityOutcome, IdentityReason, IdentityResolved } from '@vitrine/contracts';
import { derivedEventId, type ReceivedEvent } from '@vitrine/messaging';
import type { FollowedAlive } from '@vitrine/vision';

/** The decision about a frame as its event. A redelivered frame gives the same id. */
export function identityEvent(
  { event: frame, position }: ReceivedEvent<FrameCaptured>,
  { decision, goodFrames, liveness }: Pick<FollowedAlive, 'decision' | 'goodFrames' | 'liveness'>,
  faces: number,
  embedderId: EmbedderId,
  resolvedAtMs: number,
): IdentityResolved {
  const { chainId, storeId, boothId, sessionId, capturedAtMs, trigger } = frame;
  const { score, margin, threshold } = decision;
  const named = decision.outcome === 'member' ? { memberId: decision.memberId, consentId: decision.consentId } : { memberId: null, consentId: null };
  return {
    eventId: derivedEventId(position) as EventId,
    origin: position,
    chainId, storeId, boothId, sessionId, capturedAtMs, resolvedAtMs,
    trigger: trigger.kind,
    outcome: decision.outcome.toUpperCase() as IdentityOutcome,
    reason: decision.reason.toUpperCase() as IdentityReason,
    ...named,
    faces, score, margin, threshold,
    embedderId: score === null ? null : embedderId,
    goodFrames,
    liveness,
  };
}
