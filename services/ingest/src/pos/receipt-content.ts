import { hash } from 'node:crypto';
import type { Receipt } from './receipt.js';

/** SHA-256 (hex) of what a receipt says, however its JSON was written: two receipts of one number must agree in it. */
export function receiptContentSha256(receipt: Receipt): string {
  const { storeId, tillId, businessDay, sequenceNumber, occurredAt, kind, corrects, memberId, currency, totalMinor } = receipt;
  const lines = receipt.lines.map((line) => [line.sku, line.quantityMilli, line.unitPriceMinor, line.discountMinor, line.promotionId]);
  const content = [storeId, tillId, businessDay, sequenceNumber, occurredAt, kind, corrects, memberId, currency, totalMinor, lines];
  return hash('sha256', JSON.stringify(content));
}
