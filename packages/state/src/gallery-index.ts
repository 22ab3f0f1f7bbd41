import type { ChainId, EmbedderId, MemberId } from '@vitrine/contracts';

/** Whose gallery it is, and of which embedder. */
export interface GalleryPlace {
  readonly chainId: ChainId;
  readonly embedderId: EmbedderId;
}

/** How an index stands. */
export interface IndexStanding {
  /** Parts of the index that answers, asked side by side; null while there is none. */
  readonly shards: number | null;
  /** Members enrolled with any embedder: as many as the gallery may have. */
  readonly members: number;
  /** Members whom the answering index doesn't have as they are now; a search names them besides. */
  readonly waiting: number;
  /** Members whom an index being built lacks still; null while none is built. */
  readonly building: number | null;
}

/** A member who is to be put into an index, and the change that asked for it. */
export interface WaitingMember {
  readonly memberId: MemberId;
  readonly index: string;
  readonly ticket: string;
}

/**
 * Which members a face could be, of a gallery that is too large for one process: it proposes, and whoever asks decides by their templates.
 * What is kept of a member is one vector, made of all their templates. It goes in the step that evicts them.
 */
export abstract class GalleryIndex {
  abstract standing(place: GalleryPlace): Promise<IndexStanding>;
  /** Begins an index anew, with a new secret: every enrolled member waits to be put into it. It answers once nobody waits; until then the one before does. */
  abstract rebuild(place: GalleryPlace, shards: number): Promise<void>;
  /** Some of the members who wait, of the index that answers and of one being built. */
  abstract waiting(place: GalleryPlace, count: number): Promise<readonly WaitingMember[]>;
  /**
   * Puts a waiting member into the index; does nothing where a later change asked for it again, or the member left.
   * @param vector of unit length; null for a member without templates of this embedder
   */
  abstract put(place: GalleryPlace, member: WaitingMember, vector: Float32Array | null): Promise<void>;
  /**
   * For each probe the members of whom each shard thinks the probe most alike, `count` of each shard, and all who wait; in no order.
   * @throws VitrineError `not_ready` while there is no index, or too many wait
   */
  abstract nearest(place: GalleryPlace, probes: readonly Float32Array[], count: number): Promise<readonly (readonly MemberId[])[]>;
  /** Share of the `count` nearest of each shard that `nearest` finds, for some members drawn at random; null of an empty index. */
  abstract recall(place: GalleryPlace, draws: number, count: number): Promise<number | null>;
}
