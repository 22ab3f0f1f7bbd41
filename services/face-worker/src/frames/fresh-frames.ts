import type { FrameCaptured } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';

/** Frames worth the work, and how many are not. */
export interface FreshFrames {
  readonly fresh: readonly ReceivedEvent<FrameCaptured>[];
  /** Overtaken by a newer frame of their session. */
  readonly stale: number;
  /** So old that whoever stood there has gone. */
  readonly expired: number;
}

/** How old a frame may be, in milliseconds. */
export interface FrameAges {
  /** Beyond this a frame with a newer one of its session is left out. */
  readonly maxAgeMs: number;
  /** Beyond this every frame is. */
  readonly expiryMs: number;
}

/**
 * Leaves out frames that a newer frame of the same booth session makes pointless, and those nobody waits for any more. So a worker that is slower than
 * its cameras looks at the newest frame of each session, and never works off a queue of the past.
 */
export function freshFrames(received: readonly ReceivedEvent<FrameCaptured>[], nowMs: number, { maxAgeMs, expiryMs }: FrameAges): FreshFrames {
  const frames = received.filter(({ event }) => nowMs - event.capturedAtMs <= expiryMs);
  const newest = new Map<string, number>();
  for (const { event } of frames) newest.set(sessionKey(event), Math.max(newest.get(sessionKey(event)) ?? -1, event.sequence));
  const fresh = frames.filter(({ event }) => nowMs - event.capturedAtMs <= maxAgeMs || event.sequence === newest.get(sessionKey(event)));
  return { fresh, stale: frames.length - fresh.length, expired: received.length - frames.length };
}

function sessionKey({ storeId, boothId, sessionId }: FrameCaptured): string {
  return `${storeId}:${boothId}:${sessionId}`;
}
