/** Vectors of words (here: products), as word2vec files hold them. */
export interface WordVectors {
  readonly words: readonly string[];
  readonly dim: number;
  /** words x dim values, row by row. */
  readonly values: Float32Array;
}
