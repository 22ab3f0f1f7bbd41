import { readFile } from 'node:fs/promises';
import type { FaceChain } from '../chain/face-chain.js';
import type { PersonPhoto } from './people-folders.js';

/** A photograph whose subject was found, good enough, and embedded. */
export interface EmbeddedPhoto extends PersonPhoto {
  readonly vector: Float32Array;
}

/** Photographs sent to the chain at once. */
const CHUNK = 16;

/**
 * Puts photographs through the chain; those without a usable face are left out.
 * @param progress told how many of how many photographs are done
 */
export async function embedPhotos(chain: FaceChain, photos: readonly PersonPhoto[], progress: (done: number, total: number) => void, signal?: AbortSignal): Promise<EmbeddedPhoto[]> {
  const found: EmbeddedPhoto[] = [];
  for (let from = 0; from < photos.length; from += CHUNK) {
    const chunk = photos.slice(from, from + CHUNK);
    const files = await Promise.all(chunk.map(({ path }) => readFile(path)));
    const analyses = await chain.analyse(files.map((bytes) => ({ bytes, formats: ['jpeg', 'png', 'webp'] as const, subject: 'central' as const })), signal);
    for (const [i, photo] of chunk.entries()) {
      const analysis = analyses[i];
      if (analysis?.kind === 'face') found.push({ ...photo, vector: analysis.vector });
    }
    progress(from + chunk.length, photos.length);
  }
  return found;
}
