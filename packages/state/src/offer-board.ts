import type { BoothId, ChainId, OfferDecided, StoreId } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

export interface BoothAddress {
  readonly chainId: ChainId;
  readonly storeId: StoreId;
  readonly boothId: BoothId;
}

/** The slate a booth shows. */
export interface BoardEntry {
  /** Grows with every change of this booth; also the SSE event id and the ETag. */
  readonly version: string;
  readonly slate: OfferDecided;
}

/** The slate of every booth: written by reco-workers, read by booths. */
export abstract class OfferBoard {
  /** The newest slate, or null when there is none or its validity ended at `nowMs`. */
  abstract current(booth: BoothAddress, nowMs: number): Promise<BoardEntry | null>;
  /** Write that puts the slate up. It leaves by itself at `validUntilMs`. */
  abstract show(slate: OfferDecided): StateWrite;
  /** Write that takes the booth's slate down. */
  abstract clear(booth: BoothAddress): StateWrite;
  /**
   * Slates of a booth put up after `afterVersion` (null: from now on), as they come, until aborted.
   * Where some were trimmed, or `afterVersion` was never given by this board, the newest is given. What was taken down or has expired is not given.
   */
  abstract watch(booth: BoothAddress, afterVersion: string | null, signal: AbortSignal): AsyncIterable<BoardEntry>;
}
