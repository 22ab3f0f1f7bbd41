import type { ConsumedPartition } from '@vitrine/contracts';

/** A worker's claim on a partition. */
export interface Claim {
  /** Higher than every earlier claim on this partition. */
  readonly epoch: number;
  /** The state's watermark: first offset whose effect is not in the state yet; null when nothing was ever applied. */
  readonly next: number | null;
}

/** Where the effect of consumed records is kept together with how far they were applied. State stores fit this shape. */
export abstract class Positions {
  /** Takes the partition over: raises its epoch, so an earlier owner's next write is refused, and tells the watermark. */
  abstract claim(source: ConsumedPartition): Promise<Claim>;
  /**
   * Calls the listener whenever the store may have gone back (it was away, and what came back may be older or empty): every claim is void then,
   * and where to go on only a new one tells.
   * @returns ends the calls
   */
  abstract onReset(listener: () => void): () => void;
}
