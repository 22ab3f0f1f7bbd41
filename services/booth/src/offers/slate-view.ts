import type { Audience, Offer, OfferDecided, OfferReason, PromotionId, SessionId, Sku } from '@vitrine/contracts';
import type { ProductRecord } from '@vitrine/state';
import type { Language } from './language.js';
import { reasonText } from './reason-text.js';

/** An offer as everybody in front of the screen may see it. */
export interface OfferView {
  readonly rank: number;
  readonly sku: Sku;
  readonly promotionId: PromotionId;
  readonly title: string;
  readonly category: string;
  readonly brand: string | null;
  readonly discountPercent: number;
  readonly reason: OfferReason;
  readonly reasonText: string;
  readonly novel: boolean;
}

/** A slate as everybody in front of the screen may see it. `slateId` null: there is nothing to show. */
export interface SlateView {
  readonly slateId: string | null;
  readonly sessionId: SessionId | null;
  readonly audience: Audience;
  readonly decidedAt: string | null;
  readonly validUntil: string | null;
  readonly offers: readonly OfferView[];
}

const NOTHING: SlateView = { slateId: null, sessionId: null, audience: 'ANONYMOUS', decidedAt: null, validUntil: null, offers: [] };
/** The widest category says too little ("Grocery"), the narrowest too much about a person. */
const CATEGORY_LEVEL = 1;

/**
 * What of a slate goes to the public screen: the fields named here and no other. Whatever is added to a slate stays inside until it is added here too.
 * Products that are sensitive, delisted or not known (so that nobody can tell) are left out, whoever put them on the slate.
 */
export function slateView(slate: OfferDecided | null, products: ReadonlyMap<Sku, ProductRecord>, language: Language): SlateView {
  if (slate === null) return NOTHING;
  return {
    slateId: slate.eventId,
    sessionId: slate.sessionId,
    audience: slate.audience,
    decidedAt: new Date(slate.decidedAtMs).toISOString(),
    validUntil: new Date(slate.validUntilMs).toISOString(),
    offers: slate.offers.flatMap((offer) => {
      const product = products.get(offer.sku);
      return product === undefined || product.sensitive || !product.active ? [] : [offerView(offer, product, language)];
    }),
  };
}

function offerView({ rank, sku, promotionId, discountPercent, reason, novel }: Offer, { title, brand, categoryPath }: ProductRecord, language: Language): OfferView {
  const category = categoryPath[Math.min(CATEGORY_LEVEL, categoryPath.length - 1)] ?? '';
  return { rank, sku, promotionId, title, category, brand, discountPercent, reason, reasonText: reasonText(reason, category, language), novel };
}
