import { VitrineError } from '@vitrine/contracts';
import type { ApiClient } from './api-client.js';
import type { SampleData } from './sample-data.js';

const BATCH = 1000;
/** One promoted product in so many is sold out, so that stock can be seen to matter. */
const SOLD_OUT_EVERY = 20;

export const SAMPLE_TIME_ZONE = 'America/New_York';
export const SAMPLE_CURRENCY = 'USD';
export const SAMPLE_BOOTH = 'entrance';

interface BatchAnswer {
  readonly results: readonly { readonly status: string; readonly problem?: { readonly detail: string } }[];
}

/** Registers what a chain's back office knows: stores with their booths, products, promotions and stock. */
export class BackOffice {
  /** @param productsKnown resolves when the platform knows every product announced: promotions of unknown ones are refused */
  constructor(private readonly ingest: ApiClient, private readonly productsKnown: () => Promise<void>) {}

  async announce(sample: SampleData, progress: (text: string) => void): Promise<void> {
    await this.stores(sample);
    progress(`${sample.storeIds.length} stores registered`);
    await this.batches('/v1/products/batch', 'products', sample.products.map(({ sku, title, categoryPath, marginPercent }) => ({ sku, title, categoryPath: categoryPath.map(titleCase), marginPercent })));
    await this.productsKnown();
    progress(`${sample.products.length} products registered`);
    await this.batches('/v1/promotions/batch', 'promotions', sample.promotions.map((promotion) => ({
      promotionId: `${promotion.storeId}-${promotion.sku}-${new Date(promotion.startsAtMs).toISOString().slice(0, 10)}`,
      storeId: promotion.storeId, sku: promotion.sku, discountPercent: promotion.discountPercent, display: promotion.display, mailer: promotion.mailer,
      startsAt: new Date(promotion.startsAtMs).toISOString(), endsAt: new Date(promotion.endsAtMs).toISOString(),
    })));
    await this.batches('/v1/stock/batch', 'stock', sample.promotions.map(({ storeId, sku }, index) => ({
      storeId, sku, onHandMilli: index % SOLD_OUT_EVERY === SOLD_OUT_EVERY - 1 ? 0 : 24_000,
    })));
    progress(`${sample.promotions.length} promotions and their stock registered`);
  }

  private async stores({ storeIds, boothStoreIds }: SampleData): Promise<void> {
    for (const storeId of storeIds) {
      await this.ingest.put(`/v1/stores/${storeId}`, {
        title: `Store ${storeId}`, timeZone: SAMPLE_TIME_ZONE, currency: SAMPLE_CURRENCY, region: 'us', triggers: ['GESTURE'],
        booths: boothStoreIds.includes(storeId) ? [{ boothId: SAMPLE_BOOTH, title: 'Entrance' }] : [],
      });
    }
  }

  private async batches(path: string, field: string, items: readonly object[]): Promise<void> {
    for (let from = 0; from < items.length; from += BATCH) {
      requireAccepted(await this.ingest.post<BatchAnswer>(path, { [field]: items.slice(from, from + BATCH) }));
    }
  }
}

/** The sample writes categories in capitals. */
function titleCase(text: string): string {
  return text.toLowerCase().replaceAll(/(?<![\p{L}'])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** @throws VitrineError when an item of a batch was refused */
export function requireAccepted({ results }: BatchAnswer): void {
  const refused = results.find(({ status }) => status !== 'accepted');
  if (refused !== undefined) throw new VitrineError('invalid_body', `the platform refused sample data: ${refused.problem?.detail ?? 'no reason given'}`);
}
