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
  /** When the first page of this slate came, or was last turned to by hand. */
  readonly pageSinceMs: number;
  /** Page that was on screen then. */
  readonly page: number;
}

export type DisplayEvent =
  | { readonly kind: 'slate'; readonly slate: Slate; readonly atMs: number }
  | { readonly kind: 'link'; readonly link: Link }
  | { readonly kind: 'disowned' }
  | { readonly kind: 'dismissed'; readonly sku: string }
  | { readonly kind: 'turned'; readonly atMs: number };

/** What is on screen at one moment. */
export type Screen =
  | {
      readonly kind: 'offers';
      readonly slate: Slate;
      readonly slateId: string;
      /** The page of offers that is on screen. */
      readonly offers: readonly SlateOffer[];
      /** From 0. */
      readonly page: number;
      readonly pages: number;
    }
  | { readonly kind: 'neutral' };

/** As many as can be read from two steps away; the others have their turn on further pages. */
const OFFERS_ON_PAGE = 5;
/** Time to read a page before the next comes by itself. */
export const PAGE_MS = 15_000;
const NEUTRAL: Screen = { kind: 'neutral' };

export const INITIAL_DISPLAY: DisplayState = { slate: null, link: 'connecting', disownedSlateId: null, dismissedSkus: [], pageSinceMs: 0, page: 0 };

export function reduceDisplay(state: DisplayState, event: DisplayEvent): DisplayState {
  switch (event.kind) {
    case 'slate':
      return takeSlate(state, event.slate, event.atMs);
    case 'link':
      return state.link === event.link ? state : { ...state, link: event.link };
    case 'disowned':
      return { ...state, disownedSlateId: state.slate?.slateId ?? null };
    case 'dismissed':
      return { ...state, dismissedSkus: [...state.dismissedSkus, event.sku] };
    default:
      return { ...state, page: pageAt(state, event.atMs) + 1, pageSinceMs: event.atMs };
  }
}

/** A poll and a push can cross: a slate decided before the one on screen is left aside. */
function takeSlate(state: DisplayState, slate: Slate, atMs: number): DisplayState {
  if (slate.slateId !== null && slate.slateId === state.slate?.slateId) return { ...state, slate };
  if (slate.slateId !== null && decidedAtMs(slate) < decidedAtMs(state.slate)) return state;
  return { ...state, slate, dismissedSkus: [], page: 0, pageSinceMs: atMs };
}

function decidedAtMs(slate: Slate | null): number {
  const time = Date.parse(slate?.decidedAt ?? '');
  return Number.isNaN(time) ? -Infinity : time;
}

function validUntilMs(slate: Slate): number {
  const time = Date.parse(slate.validUntil ?? '');
  return Number.isNaN(time) ? -Infinity : time;
}

/** Counts on beyond the last page. */
function pageAt({ page, pageSinceMs }: DisplayState, nowMs: number): number {
  return page + Math.max(0, Math.floor((nowMs - pageSinceMs) / PAGE_MS));
}

/** Whether the link is up or not, a slate stays until its validity ends and never longer. */
export function screenAt(state: DisplayState, nowMs: number): Screen {
  const { slate, disownedSlateId, dismissedSkus } = state;
  if (slate === null || slate.slateId === null || slate.slateId === disownedSlateId || nowMs >= validUntilMs(slate)) return NEUTRAL;
  const wanted = slate.offers.filter(({ sku }) => !dismissedSkus.includes(sku));
  if (wanted.length === 0) return NEUTRAL;
  const pages = Math.ceil(wanted.length / OFFERS_ON_PAGE);
  const size = Math.ceil(wanted.length / pages);
  const page = pageAt(state, nowMs) % pages;
  return { kind: 'offers', slate, slateId: slate.slateId, offers: wanted.slice(page * size, (page + 1) * size), page, pages };
}

/** Milliseconds until the screen changes by itself; null when it does not. */
export function untilChangeMs(state: DisplayState, nowMs: number): number | null {
  const screen = screenAt(state, nowMs);
  if (screen.kind === 'neutral') return null;
  const untilExpiryMs = validUntilMs(screen.slate) - nowMs;
  const intoPageMs = Math.max(0, nowMs - state.pageSinceMs) % PAGE_MS;
  return screen.pages === 1 ? untilExpiryMs : Math.min(untilExpiryMs, PAGE_MS - intoPageMs);
}
