import type { CatalogueRegion, ChainId, ModelName, Sku } from '@vitrine/contracts';

/** Which model the vectors belong to. */
export interface VectorSpace {
  readonly chainId: ChainId;
  readonly region: CatalogueRegion;
}

/** Name of a region's word2vec model in the registry and in `ModelPublished`: `word2vec:<region>`. */
export function word2vecModel(region: CatalogueRegion): ModelName {
  return `word2vec:${region}` as ModelName;
}

export interface ProductVector {
  readonly sku: Sku;
  /** Unit length. */
  readonly vector: Float32Array;
}

export interface SimilarProduct {
  readonly sku: Sku;
  /** Cosine similarity, -1 to 1; higher is more similar. */
  readonly score: number;
}

/** The live product vectors: written by the one learner of a region, read by every reco-worker. */
export abstract class ProductVectors {
  /**
   * Puts or replaces single vectors; readers see them once this resolves.
   * @throws VitrineError `invalid_field` for a vector without unit length or of another dimension than the set; then none is put
   */
  abstract upsert(space: VectorSpace, vectors: readonly ProductVector[]): Promise<void>;
  /**
   * Replaces the whole set, also by one of another dimension; readers see all of the old set or all of the new one.
   * @throws VitrineError `invalid_field` for a vector without unit length, or where dimensions differ
   */
  abstract replaceAll(space: VectorSpace, vectors: readonly ProductVector[]): Promise<void>;
  /** Takes the vectors of products away; unknown ones are left out. */
  abstract remove(space: VectorSpace, skus: readonly Sku[]): Promise<void>;
  /** Vectors of these products; unknown ones are missing. */
  abstract getMany(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Float32Array>>;
  /**
   * The `count` products nearest to `query` by cosine, best first; fewer where there are fewer.
   * @throws VitrineError `invalid_field` for a query without direction (zero, NaN, infinite) or of another dimension
   */
  abstract nearest(space: VectorSpace, query: Float32Array, count: number): Promise<readonly SimilarProduct[]>;
  /** Number of products with a vector. */
  abstract size(space: VectorSpace): Promise<number>;
}
