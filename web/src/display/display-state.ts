import type { Slate, SlateOffer } from '../api/slates.js';

/** How slates reach this display: pushed, asked for, or not at all for now. */
export type Link = 'connecting' | 'live' | 'polling' | 'offline';

export interface DisplayState {
  readonly slate: Slate | null;
  readonly link: Link;
  /** Slate that the shopper said is not theirs. */
  readonly disownedSlateId: string | null;
  /** Offers of this slate that the shopper does not want. */
  readonly dismissedSkus: readonly string[];
}

export type DisplayEvent =
  | { readonly kind: 'slate'; readonly slate: Slate }
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'disowned' }
  | { readonly kind: 'dismissed'; readonly sku: string };

/** What is on screen at one moment. */
export type Screen =
  | { readonly kind: 'offers'; readonly slate: Slate; readonly slateId: string; readonly offers: readonly SlateOffer[] }
  | { readonly kind: 'neutral' };

const OFFERS_ON_SCREEN = 6;
const NEUTRAL: Screen = { kind: 'neutral' };

export const INITIAL_DISPLAY: DisplayState = { slate: null, link: 'connecting', disownedSlateId: null, dismissedSkus: [] };

export function reduceDisplay(state: DisplayState, event: DisplayEvent): DisplayState {
  switch (event.kind) {
    case 'slate':
      return takeSlate(state, event.slate);
    case 'link':
      return state.link === event.link ? state : { ...state, link: event.link };
    case 'disowned':
      return { ...state, disownedSlateId: state.slate?.slateId ?? null };
    default:
      return { ...state, dismissedSkus: [...state.dismissedSkus, event.sku] };
  }
}

/** A poll and a push can cross: a slate decided before the one on screen is left aside. */
function takeSlate(state: DisplayState, slate: Slate): DisplayState {
  if (slate.slateId !== null && slate.slateId === state.slate?.slateId) return { ...state, slate };
  if (slate.slateId !== null && decidedAtMs(slate) < decidedAtMs(state.slate)) return state;
  return { ...state, slate, dismissedSkus: [] };
}

function decidedAtMs(slate: Slate | null): number {
  const time = Date.parse(slate?.decidedAt ?? '');
  return Number.isNaN(time) ? -Infinity : time;
}

function validUntilMs(slate: Slate): number {
  const time = Date.parse(slate.validUntil ?? '');
  return Number.isNaN(time) ? -Infinity : time;
}

/** Whether the link is up or not, a slate stays until its validity ends and never longer. */
export function screenAt(state: DisplayState, nowMs: number): Screen {
  const { slate, disownedSlateId, dismissedSkus } = state;
  if (slate === null || slate.slateId === null || slate.slateId === disownedSlateId || nowMs >= validUntilMs(slate)) return NEUTRAL;
  const offers = slate.offers.filter(({ sku }) => !dismissedSkus.includes(sku)).slice(0, OFFERS_ON_SCREEN);
  return offers.length === 0 ? NEUTRAL : { kind: 'offers', slate, slateId: slate.slateId, offers };
}

/** Milliseconds until the screen changes by itself; null when it does not. */
export function untilChangeMs(state: DisplayState, nowMs: number): number | null {
  return state.slate !== null && screenAt(state, nowMs).kind === 'offers' ? validUntilMs(state.slate) - nowMs : null;
}
