import type { Slate, SlateOffer } from '../api/slates.js';

export interface OfferChange {
  readonly offer: SlateOffer;
  /** Places gained since the slate before; negative: lost; `new`: it was not on it; null: there is nothing to compare with. */
  readonly moved: number | 'new' | null;
}

/** How each offer of a slate stands against the slate that the same visitor saw before. */
export function slateChanges(before: Slate | null, now: Slate): readonly OfferChange[] {
  return now.offers.map((offer) => {
    if (before === null) return { offer, moved: null };
    const earlier = before.offers.find(({ sku }) => sku === offer.sku);
    return { offer, moved: earlier === undefined ? 'new' : earlier.rank - offer.rank };
  });
}

export function changeText({ moved }: OfferChange): string {
  if (moved === null || moved === 0) return '';
  if (moved === 'new') return 'new here';
  return moved > 0 ? `up ${moved}` : `down ${-moved}`;
}
