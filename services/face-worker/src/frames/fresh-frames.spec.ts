import type { SessionId } from '@vitrine/contracts';
import { aFrame } from '@vitrine/testing';
import { describe, expect, it } from 'vitest';
import { freshFrames } from './fresh-frames.js';

const NOW_MS = 1_000_000;
const AGES = { maxAgeMs: 1_500, expiryMs: 30_000 };

/** A frame of a session, so many milliseconds old. */
const frame = (sessionId: string, sequence: number, ageMs: number) => ({
  event: aFrame({ sessionId: sessionId as SessionId, sequence, capturedAtMs: NOW_MS - ageMs }), position: { topic: 'frames', partition: 0, offset: sequence }, headers: {},
});

describe('frames of an overloaded worker', () => {
  it('are left out when a newer one of their session is there, but for those that are young', () => {
    const { fresh, stale, expired } = freshFrames([frame('a', 0, 5_000), frame('a', 1, 2_000), frame('a', 2, 1_000), frame('a', 3, 500)], NOW_MS, AGES);
    expect([fresh.map(({ event }) => event.sequence), stale, expired]).toEqual([[2, 3], 2, 0]);
  });

  it('keep the newest of each session, however late the worker is', () => {
    const { fresh, stale } = freshFrames([frame('a', 0, 9_000), frame('b', 0, 8_000), frame('a', 1, 7_000)], NOW_MS, AGES);
    expect([fresh.map(({ event }) => `${event.sessionId}${event.sequence}`), stale]).toEqual([['b0', 'a1'], 1]);
  });

  it('are left out in any case once nobody can stand there any more', () => {
    const { fresh, stale, expired } = freshFrames([frame('a', 0, 31_000), frame('b', 0, 40_000), frame('b', 1, 29_000)], NOW_MS, AGES);
    expect([fresh.map(({ event }) => event.sessionId), stale, expired]).toEqual([['b'], 0, 2]);
  });
});
