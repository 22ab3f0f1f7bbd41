import type { CatalogueRegion, ChainId, MemberId, PromotionId, Sku, StoreId } from '@vitrine/contracts';
import { weekOf } from '@vitrine/recommender';
import { toUnitLength, type State, type StoreRecord, type TasteRecord } from '@vitrine/state';
import { Random } from '@vitrine/word2vec';
import { skuOf } from '../memory/made-state.js';

/** How large a chain is made. */
export interface ChainSize {
  readonly stores: number;
  /** Products that promotions are chosen from. */
  readonly products: number;
  /** Products that each store promotes. */
  readonly promotions: number;
}

/** A moment at which all of it holds. */
export const CHAIN_NOW_MS = Date.UTC(2026, 2, 2, 10);

const SPACE = { chainId: 'bench' as ChainId, region: 'bench' as CatalogueRegion };
const WEEK_MS = 7 * 86_400_000;
const DIMENSION = 64;
const LINES = 10;
const AT_ONCE = 200;
const ZONE = 'UTC';
const HOUR = new Date(CHAIN_NOW_MS).getUTCHours();

/** Writes a chain whose stores each promote some of the same products, all of them sold before; its stores. */
export async function writeChain(state: State, { stores, products, promotions }: ChainSize): Promise<StoreRecord[]> {
  const random = Random.from('bench gathering');
  const skus = Array.from({ length: products }, (_, number) => skuOf(number));
  await writeProducts(state, skus, random);
  const made = Array.from({ length: stores }, (_, number): StoreRecord => ({
    ...SPACE, storeId: `store-${number}` as StoreId, changedAtMs: CHAIN_NOW_MS, title: `Store ${number}`, timeZone: ZONE, currency: 'EUR', triggers: ['GESTURE'], booths: [], active: true,
  }));
  for (const { chainId, storeId } of made) {
    const chosen = shuffled(skus, random).slice(0, promotions);
    await state.store.write(chosen.map((sku) => state.promotions.put({
      chainId, storeId, promotionId: `${storeId}-${sku}` as PromotionId, changedAtMs: CHAIN_NOW_MS, sku, startsAtMs: CHAIN_NOW_MS - WEEK_MS, endsAtMs: CHAIN_NOW_MS + WEEK_MS,
      discountPercent: 5 + random.below(50), display: '', mailer: '', active: true,
    })));
    await state.store.write(receiptsOf(chosen).map((lines) => state.salesStatistics.count(chainId, storeId, HOUR, lines, 1)));
  }
  return made;
}

/** The taste of a member who bought so many of the products, each of them once. */
export function madeTaste(number: number, bought: number, products: number): TasteRecord {
  const random = Random.from(`bench gathering: member ${number}`);
  const skus = [...new Set(Array.from({ length: bought }, () => skuOf(random.below(products))))];
  return {
    chainId: SPACE.chainId, memberId: `member-${number}` as MemberId, version: 1, receipts: bought, updatedAtMs: CHAIN_NOW_MS, recent: [],
    products: skus.map((sku) => ({ sku, receipts: 1, quantityMilli: 1000, recency: 1, firstBoughtAtMs: CHAIN_NOW_MS - WEEK_MS, lastBoughtAtMs: CHAIN_NOW_MS - random.below(WEEK_MS) })),
  };
}

async function writeProducts(state: State, skus: readonly Sku[], random: Random): Promise<void> {
  for (let from = 0; from < skus.length; from += AT_ONCE) {
    await Promise.all(skus.slice(from, from + AT_ONCE).map((sku, at) => state.products.put({
      chainId: SPACE.chainId, sku, changedAtMs: CHAIN_NOW_MS, title: `Product ${from + at} of line ${random.below(300)}`, categoryPath: ['all', `category ${random.below(300)}`], brand: null, sensitive: false, active: true, marginPercent: null,
    }, from + at)));
  }
  const writes = receiptsOf(skus).flatMap((lines) => [0, 1, 2, 3, 4].map((back) => state.salesStatistics.countInWeek(SPACE.chainId, weekOf(CHAIN_NOW_MS) - back, lines, 1)).concat(state.basketCompanions.count(SPACE, { skus: lines, units: 1000 }, 1)));
  await state.store.write(writes);
  await state.productVectors.replaceAll(SPACE, skus.map((sku) => ({ sku, vector: toUnitLength(Float32Array.from({ length: DIMENSION }, () => random.next() - 0.5), 'vector') })));
}

function receiptsOf(skus: readonly Sku[]): Sku[][] {
  return Array.from({ length: Math.ceil(skus.length / LINES) }, (_, number) => skus.slice(number * LINES, (number + 1) * LINES));
}

function shuffled(skus: readonly Sku[], random: Random): Sku[] {
  return skus.map((sku) => ({ sku, draw: random.next() })).toSorted((a, b) => a.draw - b.draw).map(({ sku }) => sku);
}
