import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { openEventStream } from '../api/event-stream.js';
import { postImpressions, type Impression } from '../api/impressions.js';
import { serverClock } from '../api/server-clock.js';
import { boothPath, pollSlate, type Place } from '../api/slates.js';
import { INITIAL_DISPLAY, reduceDisplay, screenAt, untilChangeMs, type DisplayState, type Screen } from './display-state.js';
import { dismissedImpression, notMeImpression, shownImpressions } from './impressions-of.js';
import { SlateFeed } from './slate-feed.js';

export interface Display {
  readonly state: DisplayState;
  readonly screen: Screen;
  readonly disown: () => void;
  readonly dismiss: (sku: string) => void;
  readonly turnPage: () => void;
}

/** The live display of one booth. Mount anew (`key`) for another booth. */
export function useDisplay(place: Place): Display {
  const { storeId, boothId } = place;
  const [state, dispatch] = useReducer(reduceDisplay, INITIAL_DISPLAY);
  const screen = screenAt(state, serverClock.nowMs());

  useEffect(() => {
    const booth = { storeId, boothId };
    const feed = new SlateFeed({
      poll: (etag) => pollSlate(booth, etag),
      open: (listener) => openEventStream(boothPath(booth, 'events'), listener),
      nowMs: () => serverClock.nowMs(),
    }, dispatch);
    return () => feed.stop();
  }, [storeId, boothId]);

  useWakeAtChange(state);
  const report = useCallback((impressions: readonly Impression[]) => {
    if (impressions.length > 0) void postImpressions({ storeId, boothId }, impressions);
  }, [storeId, boothId]);
  useShownReport(screen, report);

  const disown = useCallback(() => {
    if (screen.kind === 'offers') report(notMeImpression({ slate: screen.slate, occurredAt: serverClock.nowIso() }));
    dispatch({ kind: 'disowned' });
  }, [screen, report]);
  const dismiss = useCallback((sku: string) => {
    if (screen.kind === 'offers') report(dismissedImpression({ slate: screen.slate, occurredAt: serverClock.nowIso() }, sku));
    dispatch({ kind: 'dismissed', sku });
  }, [screen, report]);

  const turnPage = useCallback(() => dispatch({ kind: 'turned', atMs: serverClock.nowMs() }), []);

  return { state, screen, disown, dismiss, turnPage };
}

/** Draws once more at each moment at which the screen changes by itself. */
function useWakeAtChange(state: DisplayState): void {
  const [woken, wake] = useState(0);
  useEffect(() => {
    const ms = untilChangeMs(state, serverClock.nowMs());
    if (ms === null) return undefined;
    const timer = setTimeout(() => wake((count) => count + 1), ms + 1);
    return () => clearTimeout(timer);
  }, [state, woken]);
}

/** Reports each offer once per slate, when its page comes. */
function useShownReport(screen: Screen, report: (impressions: readonly Impression[]) => void): void {
  const reported = useRef<{ readonly slateId: string; readonly skus: Set<string> } | null>(null);
  useEffect(() => {
    if (screen.kind !== 'offers') return;
    if (reported.current?.slateId !== screen.slateId) reported.current = { slateId: screen.slateId, skus: new Set() };
    const { skus } = reported.current;
    const fresh = screen.offers.filter(({ sku }) => !skus.has(sku));
    for (const { sku } of fresh) skus.add(sku);
    report(shownImpressions({ slate: screen.slate, occurredAt: serverClock.nowIso() }, fresh));
  }, [screen, report]);
}
