import type { Sku } from '@vitrine/contracts';
import type { ProductHistory, TasteRecord } from './member-taste.js';

/** A product as it is kept: most of a taste is products, and names of fields would be half of it. */
type ProductRow = readonly [sku: Sku, receipts: number, quantityMilli: number, recency: number, firstBoughtAtMs: number, lastBoughtAfterMs: number];

/** A product as it was kept before; its receipts count as if none had aged. */
type NamedProduct = Omit<ProductHistory, 'recency'> & { readonly recency?: number };

/** A taste as JSON, about 70 bytes a product. */
export function tasteText(record: TasteRecord): string {
  const products = record.products.map(({ sku, receipts, quantityMilli, recency, firstBoughtAtMs, lastBoughtAtMs }): ProductRow => [sku, receipts, quantityMilli, recency, firstBoughtAtMs, lastBoughtAtMs - firstBoughtAtMs]);
  return JSON.stringify({ ...record, products });
}

/** The taste that `tasteText` wrote, bit for bit; or one from before there was such a text. */
export function tasteOfText(text: string): TasteRecord {
  const held = JSON.parse(text) as Omit<TasteRecord, 'products'> & { readonly products: readonly (ProductRow | NamedProduct)[] };
  return { ...held, products: held.products.map(productOf) };
}

function productOf(row: ProductRow | NamedProduct): ProductHistory {
  if (!isRow(row)) return { ...row, recency: row.recency ?? row.receipts };
  const [sku, receipts, quantityMilli, recency, firstBoughtAtMs, lastBoughtAfterMs] = row;
  return { sku, receipts, quantityMilli, recency, firstBoughtAtMs, lastBoughtAtMs: firstBoughtAtMs + lastBoughtAfterMs };
}

function isRow(row: ProductRow | NamedProduct): row is ProductRow {
  return Array.isArray(row);
}
