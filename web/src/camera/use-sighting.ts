import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../api/answer.js';
import { postFrame } from '../api/frames.js';
import { freshId } from '../api/fresh-id.js';
import { serverClock } from '../api/server-clock.js';
import type { Place, Slate } from '../api/slates.js';
import type { FlowLog } from '../flow/flow-log.js';
import { conclusionIn, seeSlate, startSighting, type Sighting } from './sighting.js';

const FRAME_EVERY_MS = 700;

export interface SightingControl {
  readonly sighting: Sighting | null;
  readonly problem: Problem | null;
  readonly sending: boolean;
  /** Slate of the sighting before, to compare with. */
  readonly before: Slate | null;
  /** Raises the hand: takes and sends `frames` pictures; a single one is a chosen photograph. */
  readonly raiseHand: (take: () => Promise<Blob | null>, frames: number) => void;
}

/** Sends frames to the booth's camera route and follows what becomes of them. */
export function useSighting(place: Place, slate: Slate | null, log: FlowLog): SightingControl {
  const [sighting, setSighting] = useState<Sighting | null>(null);
  const [before, setBefore] = useState<Slate | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const left = useRef(false);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
    };
  }, []);

  useEffect(() => {
    if (slate !== null) setSighting((known) => (known === null ? null : seeSlate(known, slate, serverClock.nowMs())));
  }, [slate]);
  useEffect(() => {
    setSighting((known) => {
      const conclusion = known === null ? null : (log.rows.map((row) => conclusionIn(row, place, known.startedAtMs)).find((found) => found !== null) ?? null);
      return known === null || conclusion === null ? known : { ...known, conclusion };
    });
  }, [log.rows, place]);

  const raiseHand = useCallback((take: () => Promise<Blob | null>, frames: number) => {
    const sessionId = freshId('visit');
    setProblem(null);
    setSending(true);
    setSighting((known) => {
      if (known?.shown?.slate.audience === 'MEMBER') setBefore(known.shown.slate);
      return startSighting(sessionId, serverClock.nowMs());
    });
    const sent = () => setSighting((known) => (known?.sessionId === sessionId ? { ...known, framesSent: known.framesSent + 1 } : known));
    const shoot = async () => {
      setProblem(await sendFrames(place, sessionId, { take, frames, sent, stopped: () => left.current }));
      setSending(false);
    };
    void shoot();
  }, [place]);

  return { sighting, problem, sending, before, raiseHand };
}

interface Shooting {
  readonly take: () => Promise<Blob | null>;
  readonly frames: number;
  readonly sent: () => void;
  readonly stopped: () => boolean;
}

async function sendFrames(place: Place, sessionId: string, { take, frames, sent, stopped }: Shooting): Promise<Problem | null> {
  const gestureAt = serverClock.nowIso();
  for (let sequence = 0; sequence < frames && !stopped(); sequence += 1) {
    if (sequence > 0) await new Promise((resolve) => setTimeout(resolve, FRAME_EVERY_MS));
    const jpeg = await take();
    if (jpeg === null) continue;
    const answer = await postFrame(place, { jpeg, sessionId, sequence, capturedAt: serverClock.nowIso(), gestureAt, source: frames === 1 ? 'upload' : 'camera' });
    if (!answer.ok) return answer.problem;
    sent();
  }
  return null;
}
