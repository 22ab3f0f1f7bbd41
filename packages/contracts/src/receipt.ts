import type { ChainId, EventId, StoreId, TillId } from './identifiers.js';

/** What numbers a till transaction; sequence numbers start anew each business day. */
export interface ReceiptNumber {
  readonly chainId: ChainId;
  readonly storeId: StoreId;
  /** YYYY-MM-DD */
  readonly businessDay: string;
  readonly tillId: TillId;
  readonly sequenceNumber: number;
}

/** The transaction's deterministic id: a till's retry gives the same one. */
export function receiptId({ chainId, storeId, businessDay, tillId, sequenceNumber }: ReceiptNumber): EventId {
  return `${chainId}:${storeId}:${businessDay}:${tillId}:${sequenceNumber}` as EventId;
}
