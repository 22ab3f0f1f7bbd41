import { VitrineError } from './errors.js';
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

/** Whether an event carries the id of its own receipt: under another it would take that one's place. */
export function hasOwnReceiptId(event: ReceiptNumber & { readonly eventId: EventId }): boolean {
  return event.eventId === receiptId(event);
}

/** A till's day and the number within it, of the id that `receiptId` made. @throws VitrineError `internal` for what is not the id of a receipt */
export function receiptParts(receipt: EventId): { readonly day: string; readonly number: number } {
  const at = receipt.lastIndexOf(':');
  const number = Number(receipt.slice(at + 1));
  if (at < 0 || !Number.isSafeInteger(number) || number < 0) throw new VitrineError('internal', `${receipt} is not the id of a receipt`);
  return { day: receipt.slice(0, at), number };
}
