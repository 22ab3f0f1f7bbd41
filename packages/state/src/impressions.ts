import type { ChainId, MemberId, Sku } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/** How often a product was shown to a member, for frequency caps; counted over a sliding day. */
export abstract class ImpressionCounts {
  abstract shownSince(chainId: ChainId, memberId: MemberId, sinceMs: number): Promise<ReadonlyMap<Sku, number>>;
  abstract shown(chainId: ChainId, memberId: MemberId, skus: readonly Sku[], atMs: number): StateWrite;
  abstract forget(chainId: ChainId, memberId: MemberId): StateWrite;
}
