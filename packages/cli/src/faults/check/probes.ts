import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { IdentityResolved, type EmbedderId, type EventId, type OfferDecided, type SessionId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import type { BoothAddress } from '@vitrine/state';
import type { Inside } from '../platform/campaign-platform.js';
import { recognitionConsent } from '../world/announce.js';
import { WORLD } from '../world/world.js';

const PATIENCE_MS = 60_000;
const TOPIC = 'campaign.probes';

/** Somebody in front of a booth, and what the booth then shows. */
export interface Probe {
  readonly booth: BoothAddress;
  readonly identity: IdentityResolved;
}

/** A member in front of every booth; a stranger in front of the last one of each store. */
export function probes(nowMs: number): Probe[] {
  const booths = WORLD.stores.flatMap((storeId) => WORLD.booths.map((boothId) => ({ chainId: WORLD.chainId, storeId, boothId })));
  return booths.map((booth, offset) => {
    const memberId = (offset + 1) % WORLD.booths.length === 0 ? null : WORLD.members[(offset * 7) % WORLD.members.length]!;
    return { booth, identity: identityAt(booth, memberId, { topic: TOPIC, partition: 0, offset }, `probe-${offset}` as SessionId, nowMs) };
  });
}

/** What a face worker would say about somebody it recognised, or did not. */
export function identityAt(booth: BoothAddress, memberId: IdentityResolved['memberId'], origin: IdentityResolved['origin'], sessionId: SessionId, nowMs: number): IdentityResolved {
  const known = memberId !== null;
  return {
    eventId: `${origin.topic}/${origin.partition}/${origin.offset}` as EventId, origin, ...booth, sessionId, capturedAtMs: nowMs, resolvedAtMs: nowMs, trigger: 'GESTURE',
    outcome: known ? 'MEMBER' : 'UNKNOWN', reason: known ? 'NONE' : 'BELOW_THRESHOLD', memberId, consentId: known ? recognitionConsent(memberId) : null, faces: 1,
    score: known ? 0.9 : 0.1, margin: 0.4, threshold: 0.6, embedderId: 'campaign@1' as EmbedderId, goodFrames: known ? 2 : 0, liveness: null,
  };
}

/** Puts the identity into the log and waits for the slate that was decided for this record; null when none comes. */
export async function slateOf({ log, state }: Inside, { booth, identity }: Probe, nowMs: () => number): Promise<OfferDecided | null> {
  const [position] = await new EventPublisher(log).publish(IdentityResolved, [identity]);
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const entry = await state.offerBoard.current(booth, nowMs());
    if (entry?.slate.sessionId === identity.sessionId && isDeepStrictEqual(entry.slate.origin, position)) return entry.slate;
    await delay(25);
  }
  return null;
}
