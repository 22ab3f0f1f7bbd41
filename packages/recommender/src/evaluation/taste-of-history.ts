import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import type { Taste, TasteProduct } from '../taste.js';
import type { MemberReceipt } from './retail-records.js';

const RECENT_RECEIPTS = 20;
const ONE_MILLI = 1000;

/** The taste that folding these receipts one by one gives, in one go. @param history oldest first */
export function tasteOf(memberId: MemberId, history: readonly MemberReceipt[]): Taste {
  const products = new Map<string, TasteProduct>();
  for (const { items, atMs } of history) {
    for (const item of items) {
      const known = products.get(item);
      products.set(item, {
        sku: item as Sku, receipts: (known?.receipts ?? 0) + 1, quantityMilli: (known?.quantityMilli ?? 0) + ONE_MILLI,
        firstBoughtAtMs: known?.firstBoughtAtMs ?? atMs, lastBoughtAtMs: atMs,
      });
    }
  }
  const recent = history.slice(-RECENT_RECEIPTS).toReversed().map(({ atMs, items }) => ({ occurredAtMs: atMs, skus: items as readonly Sku[] }));
  return { chainId: 'evaluated' as ChainId, memberId, version: history.length, receipts: history.length, updatedAtMs: history.at(-1)?.atMs ?? 0, products: [...products.values()], recent };
}
