import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from '../../simulate/api-client.js';
import { requireAccepted } from '../../simulate/back-office.js';
import { register } from '../../simulate/members.js';

export const BENCH_STORE = 'bench-store';
export const BENCH_REGION = 'bench';
/** Products that are sold and, all of them, on promotion. */
export const BENCH_PRODUCTS = 200;

const PATIENCE = 300;
const LOOK_EVERY_MS = 100;

/** Booths from 0; each camera has its own. */
export function boothOf(camera: number): string {
  return `booth-${camera}`;
}

export function skuOf(product: number): string {
  return `sku-${product}`;
}

export function memberOf(number: number): string {
  return `member-${number}`;
}

/** Registers a store with booths, products with promotions, and members who consented. */
export async function openShop(url: string, { booths, members }: { readonly booths: number; readonly members: number }): Promise<void> {
  const ingest = new ApiClient(url, undefined);
  await ingest.put(`/v1/stores/${BENCH_STORE}`, {
    title: 'Bench', timeZone: 'Europe/Berlin', currency: 'EUR', region: BENCH_REGION, triggers: ['APPROACH'],
    booths: Array.from({ length: booths }, (_, camera) => ({ boothId: boothOf(camera), title: boothOf(camera) })),
  });
  const products = Array.from({ length: BENCH_PRODUCTS }, (_, product) => ({ sku: skuOf(product), title: `Product ${product}`, categoryPath: ['Grocery', `Shelf ${product % 10}`] }));
  requireAccepted(await ingest.post('/v1/products/batch', { products }));
  await known(ingest, products.map(({ sku }) => `/v1/products/${sku}`));
  const [startsAt, endsAt] = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  const promotions = products.map(({ sku }) => ({ promotionId: `promotion-${sku}`, storeId: BENCH_STORE, sku, startsAt, endsAt, discountPercent: 10 }));
  requireAccepted(await ingest.post('/v1/promotions/batch', { promotions }));
  for (let member = 0; member < members; member++) await register(ingest, memberOf(member));
}

/** Waits until what was announced is known: a busy machine may take longer than the platform waits by itself. */
async function known(ingest: ApiClient, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    for (let patience = PATIENCE; ; patience--) {
      try {
        await ingest.get(path);
        break;
      } catch (error) {
        if (patience === 0) throw error;
        await delay(LOOK_EVERY_MS);
      }
    }
  }
}
