import type { FrameCaptured } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';

/** Frames worth the work, and how many are not. */
export interface FreshFrames {
  readonly fresh: readonly ReceivedEvent<FrameCaptured>[];
  readonly stale: number;
}

/** Leaves out frames older than `maxAgeMs` that a newer frame of the same booth session makes pointless; of each session the newest always stays. */
export function freshFrames(frames: readonly ReceivedEvent<FrameCaptured>[], nowMs: number, maxAgeMs: number): FreshFrames {
  const newest = new Map<string, number>();
  for (const { event } of frames) newest.set(sessionKey(event), Math.max(newest.get(sessionKey(event)) ?? -1, event.sequence));
  const fresh = frames.filter(({ event }) => nowMs - event.capturedAtMs <= maxAgeMs || event.sequence === newest.get(sessionKey(event)));
  return { fresh, stale: frames.length - fresh.length };
}

function sessionKey({ storeId, boothId, sessionId }: FrameCaptured): string {
  return `${storeId}:${boothId}:${sessionId}`;
}
