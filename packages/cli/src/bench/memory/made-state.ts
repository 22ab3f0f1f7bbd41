import type { CatalogueRegion, ChainId, MemberId, Sku } from '@vitrine/contracts';
import { toUnitLength, type ProductVector, type State, type TasteRecord, type VectorSpace } from '@vitrine/state';
import { Random } from '@vitrine/word2vec';

/** What is written: so many members with so many products each, so many vectors of a length. */
export interface MadeState {
  readonly members: number;
  readonly productsPerMember: number;
  readonly products: number;
  readonly dim: number;
}

const CHAIN = 'bench' as ChainId;
const SPACE: VectorSpace = { chainId: CHAIN, region: 'bench' as CatalogueRegion };
const NOW_MS = Date.UTC(2026, 2, 2);
const DAY_MS = 86_400_000;
const RECENT_RECEIPTS = 20;
const LINES = 10;
const AT_ONCE = 500;

/** As long as article numbers are. */
export const skuOf = (number: number): Sku => String(4_000_000_000_000 + number) as Sku;

/** Writes tastes of members who bought on many days. */
export async function writeTastes({ store, memberTaste }: State, { members, productsPerMember, products }: MadeState): Promise<void> {
  const random = Random.from('bench memory: tastes');
  for (let from = 0; from < members; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, members - from) }, (_, at) => taste(from + at, productsPerMember, products, random));
    await store.write(some.map((record) => memberTaste.put(record, 0)));
  }
}

/** Writes a vector a product, as they are when a whole index is published. */
export async function writeVectors({ productVectors }: State, { products, dim }: MadeState): Promise<void> {
  const random = Random.from('bench memory: vectors');
  const vectors = Array.from({ length: products }, (_, number): ProductVector => ({ sku: skuOf(number), vector: toUnitLength(Float32Array.from({ length: dim }, () => random.next() - 0.5), 'vector') }));
  await productVectors.replaceAll(SPACE, vectors);
}

function taste(number: number, productsPerMember: number, products: number, random: Random): TasteRecord {
  const skus = Array.from({ length: productsPerMember }, () => skuOf(random.below(products)));
  return {
    chainId: CHAIN, memberId: `member-${number}` as MemberId, version: productsPerMember, receipts: productsPerMember, updatedAtMs: NOW_MS,
    products: skus.map((sku) => ({ sku, receipts: 1 + random.below(20), quantityMilli: 1000 * (1 + random.below(20)), recency: 20 * random.next(), firstBoughtAtMs: NOW_MS - random.below(365 * DAY_MS), lastBoughtAtMs: NOW_MS })),
    recent: Array.from({ length: RECENT_RECEIPTS }, (_, back) => ({ occurredAtMs: NOW_MS - back * DAY_MS, skus: Array.from({ length: LINES }, () => skus[random.below(skus.length)]!) })),
  };
}
