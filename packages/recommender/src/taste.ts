import type { ChainId, MemberId, PurchaseKind, Sku } from '@vitrine/contracts';
import { decay } from './decay.js';

/** What a member did with one product. */
export interface TasteProduct {
  readonly sku: Sku;
  /** Receipts that carried it, returns taken off. */
  readonly receipts: number;
  /** Net quantity in thousandths. */
  readonly quantityMilli: number;
  /** Those receipts as of the last of them, each counting 2^(-age / 28 days). */
  readonly recency: number;
  readonly firstBoughtAtMs: number;
  readonly lastBoughtAtMs: number;
}

/** A member's purchases, condensed; what the state keeps per member. */
export interface Taste {
  readonly chainId: ChainId;
  readonly memberId: MemberId;
  /** Grows by one with every applied receipt. */
  readonly version: number;
  readonly receipts: number;
  readonly updatedAtMs: number;
  readonly products: readonly TasteProduct[];
  /** Products of the last receipts, newest first, one list a receipt, at most 20. */
  readonly recent: readonly { readonly occurredAtMs: number; readonly skus: readonly Sku[] }[];
}

/** What the fold needs of a receipt. */
export interface TasteReceipt {
  readonly chainId: ChainId;
  readonly memberId: MemberId;
  readonly occurredAtMs: number;
  readonly kind: PurchaseKind;
  /** Positive quantities; the kind says which way goods went. */
  readonly lines: readonly { readonly sku: Sku; readonly quantityMilli: number }[];
}

const RECENT_RECEIPTS = 20;

/**
 * Folds a receipt into a member's taste. SALE adds; RETURN and VOID take back, never below zero: a product whose quantity
 * is gone is forgotten, one partly returned keeps its share of receipts. Receipts may come late: times are kept, not arrivals.
 */
export function applyReceipt(taste: Taste | null, receipt: TasteReceipt): Taste {
  const { chainId, memberId, occurredAtMs, kind } = receipt;
  const before = taste ?? { chainId, memberId, version: 0, receipts: 0, updatedAtMs: occurredAtMs, products: [], recent: [] };
  const quantities = new Map<Sku, number>();
  for (const { sku, quantityMilli } of receipt.lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantityMilli);
  const after = kind === 'SALE' ? bought(before, quantities, occurredAtMs) : kind === 'OTHER' ? before : takenBack(before, quantities, kind);
  return { ...after, version: before.version + 1, updatedAtMs: Math.max(before.updatedAtMs, occurredAtMs) };
}

function bought(taste: Taste, quantities: ReadonlyMap<Sku, number>, atMs: number): Taste {
  const known = new Set(taste.products.map(({ sku }) => sku));
  const again = taste.products.map((product) => {
    const quantity = quantities.get(product.sku);
    // Field by field, as a product bought for the first time is made: by spread it would be of another shape, and whatever reads both is slower.
    return quantity === undefined ? product : {
      sku: product.sku, receipts: product.receipts + 1, quantityMilli: product.quantityMilli + quantity, recency: recencyWith(product, atMs),
      firstBoughtAtMs: Math.min(product.firstBoughtAtMs, atMs), lastBoughtAtMs: Math.max(product.lastBoughtAtMs, atMs),
    };
  });
  const first = [...quantities].filter(([sku]) => !known.has(sku)).map(([sku, quantityMilli]) => ({ sku, receipts: 1, quantityMilli, recency: 1, firstBoughtAtMs: atMs, lastBoughtAtMs: atMs }));
  const recent = [...taste.recent, { occurredAtMs: atMs, skus: [...quantities.keys()] }].toSorted((a, b) => b.occurredAtMs - a.occurredAtMs);
  return { ...taste, receipts: taste.receipts + 1, products: [...again, ...first], recent: recent.slice(0, RECENT_RECEIPTS) };
}

function takenBack(taste: Taste, quantities: ReadonlyMap<Sku, number>, kind: 'RETURN' | 'VOID'): Taste {
  const products = taste.products.flatMap((product) => {
    const quantity = quantities.get(product.sku);
    if (quantity === undefined) return [product];
    const left = product.quantityMilli - quantity;
    const receipts = kind === 'VOID' ? product.receipts - 1 : Math.ceil((product.receipts * left) / product.quantityMilli);
    return left <= 0 || receipts <= 0 ? [] : [{ ...product, receipts, quantityMilli: left, recency: (product.recency * receipts) / product.receipts }];
  });
  const kept = new Set(products.map(({ sku }) => sku));
  const gone = [...quantities.keys()].filter((sku) => kind === 'VOID' || !kept.has(sku));
  const receipts = kind === 'VOID' ? Math.max(0, taste.receipts - 1) : taste.receipts;
  return { ...taste, receipts, products, recent: withoutNewest(taste.recent, gone) };
}

/** Strikes each product out of the newest receipt that has it. */
function withoutNewest(recent: Taste['recent'], skus: readonly Sku[]): Taste['recent'] {
  const pending = new Set(skus);
  return recent.flatMap((receipt) => {
    const kept = receipt.skus.filter((sku) => !pending.delete(sku));
    return kept.length === 0 ? [] : [{ ...receipt, skus: kept }];
  });
}

function recencyWith({ recency, lastBoughtAtMs }: TasteProduct, atMs: number): number {
  return atMs >= lastBoughtAtMs ? recency * decay(atMs - lastBoughtAtMs) + 1 : recency + decay(lastBoughtAtMs - atMs);
}
