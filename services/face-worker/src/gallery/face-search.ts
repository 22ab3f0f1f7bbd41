import type { Gallery, GalleryMatch } from '@vitrine/vision';

/** Who of everybody enrolled a face is taken for. */
export abstract class FaceSearch {
  /** Members who can be recognised. @throws VitrineError `not_ready` while that cannot be told */
  abstract readonly members: number;
  /**
   * Whom each face is taken for; null where nobody is enrolled.
   * @param probes of unit length, of this worker's embedder
   */
  abstract search(probes: readonly Float32Array[]): Promise<readonly (GalleryMatch | null)[]>;
  /** Everybody whom one of these vectors could show, as far as a search tells. */
  abstract around(probes: readonly Float32Array[]): Promise<Gallery>;
}
