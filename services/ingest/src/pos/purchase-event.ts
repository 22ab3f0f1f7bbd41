import type { ChainId, PurchaseRecorded } from '@vitrine/contracts';
import type { StoreRecord } from '@vitrine/state';
import { transactionId, type Receipt } from './receipt.js';

/** The event of a receipt that passed its checks. */
export function purchaseEvent({ occurredAt, ...receipt }: Receipt, store: StoreRecord, chainId: ChainId): PurchaseRecorded {
  return { ...receipt, eventId: transactionId({ occurredAt, ...receipt }, chainId), chainId, timeZone: store.timeZone, occurredAtMs: occurredAt };
}
