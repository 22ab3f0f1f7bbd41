import type { Answer } from './answer.js';
import { jsonBody, sendForJson } from './request.js';

export interface ReceiptLine {
  readonly sku: string;
  /** Thousandths of the product's unit. */
  readonly quantityMilli: number;
  readonly unitPriceMinor: number;
  readonly discountMinor: number;
  readonly promotionId?: string;
}

export interface Receipt {
  readonly storeId: string;
  readonly tillId: string;
  /** YYYY-MM-DD in the store's time zone. */
  readonly businessDay: string;
  readonly sequenceNumber: number;
  readonly occurredAt: string;
  readonly kind: 'SALE';
  readonly memberId: string;
  readonly currency: string;
  readonly lines: readonly ReceiptLine[];
  readonly totalMinor: number;
}

export function postTransaction(receipt: Receipt): Promise<Answer<{ readonly transactionId: string; readonly status: string }>> {
  return sendForJson('/v1/pos/transactions', jsonBody('POST', receipt));
}
