import type { Gallery, GalleryMatch } from '@vitrine/vision';

/** Who of everybody enrolled a face is taken for. */
export abstract class FaceSearch {
  /** Members who can be recognised, or somewhat more. */
  abstract readonly members: number;
  /** @throws VitrineError `not_ready` while somebody may be missing, or still be there who left */
  abstract requireCurrent(): void;
  /**
   * Whom each face is taken for; null where nobody is enrolled.
   * @param probes of unit length, of this worker's embedder
   * @throws VitrineError `state_unavailable`, `not_ready`
   */
  abstract search(probes: readonly Float32Array[]): Promise<readonly (GalleryMatch | null)[]>;
  /** Everybody whom one of these vectors could show, as far as a search tells. */
  abstract around(probes: readonly Float32Array[]): Promise<Gallery>;
  /** Makes what is searched in anew from the sealed templates; what is there answers until then. Resolves when the new one does. */
  abstract renew(progress: (share: number) => void, signal: AbortSignal): Promise<void>;
}
