import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/** What a member did with one product. */
export interface ProductHistory {
  readonly sku: Sku;
  /** Receipts that carried it, returns taken off. */
  readonly receipts: number;
  /** Net quantity in thousandths. */
  readonly quantityMilli: number;
  /** Those receipts as of the last of them, each counting by its age. */
  readonly recency: number;
  readonly firstBoughtAtMs: number;
  readonly lastBoughtAtMs: number;
}

/** A member's purchases, condensed. */
export interface TasteRecord {
  readonly chainId: ChainId;
  readonly memberId: MemberId;
  /** Grows by one with every applied receipt. */
  readonly version: number;
  readonly receipts: number;
  readonly updatedAtMs: number;
  readonly products: readonly ProductHistory[];
  /** Products of the last receipts, newest first, one list a receipt, at most 20. */
  readonly recent: readonly { readonly occurredAtMs: number; readonly skus: readonly Sku[] }[];
}

/** What members bought, condensed per member. */
export abstract class MemberTaste {
  abstract get(chainId: ChainId, memberId: MemberId): Promise<TasteRecord | null>;
  /** How often each member's taste was forgotten. Who is going to put tastes reads it before they look at consents. */
  abstract timesForgotten(chainId: ChainId, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, number>>;
  /** Write that puts the taste, unless it was forgotten more often than `timesForgotten` since: then it changes nothing. */
  abstract put(record: TasteRecord, timesForgotten: number): StateWrite;
  abstract forget(chainId: ChainId, memberId: MemberId): StateWrite;
}
