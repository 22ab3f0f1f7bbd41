import type { BoothId, CatalogueRegion, ChainId, MemberId, PromotionId, Sku, StoreId } from '@vitrine/contracts';

const STORES = 4;
const BOOTHS = 3;
/** Fewer than the companions a product may have: beyond that bound what is kept depends on the order of members, which the log leaves open. */
const PRODUCTS = 120;
const MEMBERS = 80;
const PROMOTIONS_PER_STORE = 30;

/** A promotion as the back office announces it. */
export interface WorldPromotion {
  readonly promotionId: PromotionId;
  readonly storeId: StoreId;
  readonly sku: Sku;
  readonly discountPercent: number;
}

/** The made-up chain of a campaign; the same in every run. */
export const WORLD = {
  chainId: 'campaign' as ChainId,
  region: 'north' as CatalogueRegion,
  timeZone: 'UTC',
  currency: 'EUR',
  stores: numbered<StoreId>('store', STORES),
  /** Booths whose offers are compared; identities come to them from the campaign itself. */
  booths: numbered<BoothId>('booth', BOOTHS),
  /** The booth of each store whose camera sends frames. */
  cameraBooth: 'camera' as BoothId,
  products: numbered<Sku>('sku', PRODUCTS),
  members: numbered<MemberId>('member', MEMBERS),
} as const;

/** Every promotion of a campaign runs for ever, so that no decision depends on the day it is made. */
export const VALIDITY = { startsAt: '2026-01-01T00:00:00.000Z', endsAt: '2099-01-01T00:00:00.000Z' } as const;

/** The n-th product as the back office announces it. */
export function productOf(n: number, title = 'as it was first'): object {
  return { title: `Product ${n} ${title}`, categoryPath: ['Grocery', shelfOf(n)] };
}

export function shelfOf(n: number): string {
  return `Shelf ${n % 12}`;
}

/** Promotions of every store, before any change. */
export function worldPromotions(): WorldPromotion[] {
  return WORLD.stores.flatMap((storeId, store) =>
    Array.from({ length: PROMOTIONS_PER_STORE }, (_, n) => ({
      promotionId: `${storeId}-promotion-${n}` as PromotionId, storeId, sku: WORLD.products[(store * 37 + n * 5) % PRODUCTS]!, discountPercent: 5 + ((n * 7) % 40),
    })));
}

function numbered<Id extends string>(name: string, count: number): readonly Id[] {
  return Array.from({ length: count }, (_, n) => `${name}-${n}` as Id);
}
