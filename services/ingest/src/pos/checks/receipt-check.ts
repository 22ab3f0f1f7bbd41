import type { ChainId, MemberId, Sku, VitrineError } from '@vitrine/contracts';
import type { StoreRecord } from '@vitrine/state';
import type { Receipt } from '../receipt.js';

/** What a receipt is held against. */
export interface ReceiptSurroundings {
  readonly chainId: ChainId;
  readonly store: StoreRecord;
  readonly knownProducts: { has(sku: Sku): boolean };
  readonly knownMembers: { has(memberId: MemberId): boolean };
  readonly nowMs: number;
  readonly clockSkewMs: number;
}

/** One thing that must hold of a receipt; gives the fault, or null. */
export type ReceiptCheck = (receipt: Receipt, surroundings: ReceiptSurroundings) => VitrineError | null;
