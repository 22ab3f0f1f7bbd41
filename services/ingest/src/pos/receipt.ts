import type { ChainId, EventId, MemberId, PromotionId, Sku, StoreId, TillId } from '@vitrine/contracts';
import { receiptId } from '@vitrine/contracts';
import { idField, instantField } from '@vitrine/runtime';
import { z } from 'zod';

export const MOST_LINES = 1000;
export const CURRENCY_PATTERN = /^[A-Z]{3}$/;

const moneyMinor = z.int('must be a whole number of minor units').min(0, 'must not be negative');

const lineSchema = z.strictObject({
  sku: idField<Sku>(),
  quantityMilli: z.int().min(1),
  unitPriceMinor: moneyMinor,
  discountMinor: moneyMinor.default(0),
  promotionId: idField<PromotionId>().nullable().default(null),
});

/** Body of `POST /v1/pos/transactions`, and item of a batch. */
export const receiptSchema = z.strictObject({
  storeId: idField<StoreId>(),
  tillId: idField<TillId>(),
  businessDay: z.iso.date('must be a day such as 2026-11-24'),
  sequenceNumber: z.int().min(0),
  occurredAt: instantField,
  kind: z.enum(['SALE', 'RETURN', 'VOID']),
  corrects: (z.string().min(1).max(200) as unknown as z.ZodType<EventId, string>).nullable().default(null),
  memberId: idField<MemberId>().nullable().default(null),
  currency: z.string().regex(CURRENCY_PATTERN, 'must be an ISO 4217 code such as EUR'),
  lines: z.array(lineSchema).min(1).max(MOST_LINES),
  totalMinor: moneyMinor,
});

/** A receipt of the right shape; whether it makes sense is for `checks/`. */
export type Receipt = z.output<typeof receiptSchema>;
export type ReceiptLine = Receipt['lines'][number];

/** Id of the receipt's transaction. */
export function transactionId({ storeId, tillId, businessDay, sequenceNumber }: Receipt, chainId: ChainId): EventId {
  return receiptId({ chainId, storeId, businessDay, tillId, sequenceNumber });
}
