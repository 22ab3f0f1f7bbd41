import type { ChainId, ConsumedPartition } from '@vitrine/contracts';
import type { State } from './state.js';
import type { PartitionClaim, StateWrite } from './state-store.js';

/** What is made anew beside the live state, each taking its place as a whole: several partitions of the log may change one number of it. */
export const BESIDE_KINDS = ['promotions', 'stock', 'sales'] as const;

/** `sales` are the statistics and the companions, which receipts change together. */
export type BesideKind = (typeof BESIDE_KINDS)[number];

/** A partition that was claimed, with the watermark at which what was made beside stands. */
export interface StandingClaim extends PartitionClaim {
  readonly source: ConsumedPartition;
}

/** A second place for a part of a chain's state, empty at first. Its writes are made by its own ports. */
export interface StateBeside extends Pick<State, 'promotions' | 'stock' | 'salesStatistics' | 'basketCompanions'> {
  /** Carries out writes of the ports above. */
  write(writes: readonly StateWrite[]): Promise<void>;
  /**
   * Puts what was made in the place of all that the chain has of this kind, in one atomic step. What the live state got since the place was opened may
   * stay where nothing was made for it: events that came since are to be folded here too.
   * `applied`: done. `stale`: a watermark is not the claim's any more, or somebody else claimed since; nothing was changed.
   * @throws VitrineError `state_unavailable` when the store did not answer, or may have gone back since the place was opened
   */
  takePlace(kind: BesideKind, claims: readonly StandingClaim[]): Promise<'applied' | 'stale'>;
  /** Removes what has not taken its place. */
  discard(): Promise<void>;
}

/** Makes room beside the live state. One at a time: opening removes what an earlier one left. */
export abstract class StatesBeside {
  abstract open(chainId: ChainId): Promise<StateBeside>;
}
