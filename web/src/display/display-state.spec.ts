import { describe, expect, it } from 'vitest';
import type { Slate } from '../api/slates.js';
import { INITIAL_DISPLAY, reduceDisplay, screenAt, untilChangeMs, PAGE_MS, type DisplayEvent, type DisplayState } from './display-state.js';

const NOON = Date.parse('2026-11-24T12:00:00.000Z');
const iso = (secondsAfterNoon: number) => new Date(NOON + secondsAfterNoon * 1000).toISOString();

function aSlate(slateId: string, { decided = 0, until = 60, skus = ['1', '2'] } = {}): Slate {
  return {
    slateId, sessionId: 's1', audience: 'MEMBER', decidedAt: iso(decided), validUntil: iso(until),
    offers: skus.map((sku, index) => ({
      rank: index + 1, sku, promotionId: `p${sku}`, title: `Product ${sku}`, category: 'Bakery', brand: null, discountPercent: 20,
      reason: 'BOUGHT_BEFORE', reasonText: 'You like Bakery', novel: false,
    })),
  };
}

const EMPTY: Slate = { slateId: null, sessionId: null, audience: 'ANONYMOUS', decidedAt: null, validUntil: null, offers: [] };

const after = (...events: readonly DisplayEvent[]): DisplayState => events.reduce(reduceDisplay, INITIAL_DISPLAY);
const slate = (value: Slate, atMs = NOON): DisplayEvent => ({ kind: 'slate', slate: value, atMs });
const skusOnScreen = (state: DisplayState, nowMs = NOON) => {
  const screen = screenAt(state, nowMs);
  return screen.kind === 'offers' ? screen.offers.map(({ sku }) => sku) : null;
};

const firstPageOf = (count: number) => skusOnScreen(after(slate(aSlate('a', { skus: Array.from({ length: count }, (_, index) => String(index)) }))))?.length;

describe('the display', () => {
  it('is neutral before the first slate and where nothing is known', () => {
    expect(skusOnScreen(INITIAL_DISPLAY)).toBeNull();
    expect(skusOnScreen(after(slate(EMPTY)))).toBeNull();
  });

  it('keeps a valid slate while the link is down, until its validity ends', () => {
    const state = after(slate(aSlate('a')), { kind: 'link', link: 'offline' });
    expect(skusOnScreen(state, NOON + 59_999)).toEqual(['1', '2']);
    expect(untilChangeMs(state, NOON + 59_000)).toBe(1000);
    expect(skusOnScreen(state, NOON + 60_000)).toBeNull();
    expect(untilChangeMs(state, NOON + 60_000)).toBeNull();
  });

  it('leaves aside a slate decided before the one on screen', () => {
    const state = after(slate(aSlate('new', { decided: 5, skus: ['9'] })), slate(aSlate('old', { decided: 1 })));
    expect(skusOnScreen(state)).toEqual(['9']);
  });

  it('becomes neutral at once when the platform takes the slate down', () => {
    expect(skusOnScreen(after(slate(aSlate('a')), slate(EMPTY)))).toBeNull();
  });

  it('hides a disowned slate for good, but shows the next one', () => {
    const disowned = after(slate(aSlate('a')), { kind: 'disowned' });
    expect(skusOnScreen(disowned)).toBeNull();
    expect(skusOnScreen(reduceDisplay(disowned, slate(aSlate('a'))))).toBeNull();
    expect(skusOnScreen(reduceDisplay(disowned, slate(aSlate('b', { decided: 1 }))))).toEqual(['1', '2']);
  });

  it('leaves out a dismissed offer until the next slate', () => {
    const dismissed = after(slate(aSlate('a')), { kind: 'dismissed', sku: '1' });
    expect(skusOnScreen(dismissed)).toEqual(['2']);
    expect(skusOnScreen(reduceDisplay(dismissed, slate(aSlate('a'))))).toEqual(['2']);
    expect(skusOnScreen(reduceDisplay(dismissed, slate(aSlate('b', { decided: 1 }))))).toEqual(['1', '2']);
  });

  it('never shows a slate whose validity cannot be read', () => {
    expect(skusOnScreen(after(slate({ ...aSlate('a'), validUntil: 'soon' })))).toBeNull();
  });

  it('holds five offers on a page, and shares more among pages of about one size', () => {
    expect([1, 5, 6, 8, 10, 11].map(firstPageOf)).toEqual([1, 5, 3, 4, 5, 4]);
  });

  describe('with more offers than one page holds', () => {
    const state = after(slate(aSlate('a', { until: 3600, skus: ['1', '2', '3', '4', '5', '6', '7'] })));

    it('turns the pages in time and begins anew after the last', () => {
      expect([0, PAGE_MS - 1, PAGE_MS, 2 * PAGE_MS].map((ms) => skusOnScreen(state, NOON + ms)?.[0])).toEqual(['1', '1', '5', '1']);
      expect(untilChangeMs(state, NOON + 1000)).toBe(PAGE_MS - 1000);
    });

    it('turns a page by hand, and then leaves time to read it', () => {
      const turned = reduceDisplay(state, { kind: 'turned', atMs: NOON + PAGE_MS - 1 });
      expect(skusOnScreen(turned, NOON + PAGE_MS)).toEqual(['5', '6', '7']);
      expect(untilChangeMs(turned, NOON + PAGE_MS)).toBe(PAGE_MS - 1);
    });

    it('begins with the first page of a new slate, and stays where it is when the same one comes again', () => {
      const later = NOON + PAGE_MS + 5;
      expect(skusOnScreen(reduceDisplay(state, slate(state.slate ?? EMPTY, later)), later)?.[0]).toBe('5');
      const next = aSlate('b', { decided: 1, until: 3600, skus: ['a', 'b', 'c', 'd', 'e', 'f'] });
      expect(skusOnScreen(reduceDisplay(state, slate(next, later)), later)?.[0]).toBe('a');
    });
  });
});
