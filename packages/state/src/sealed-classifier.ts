import { randomBytes } from 'node:crypto';
import type { ModelVersion } from '@vitrine/contracts';
import { KEY_BYTES, openBytes, sealBytes } from './sealed-bytes.js';
import type { GalleryClassifier } from './template-index.js';

/** A classifier as a store keeps it: unreadable without the master key, and for ever once `wrappedKey` is destroyed. */
export interface SealedClassifier {
  readonly version: ModelVersion;
  readonly wrappedKey: Buffer;
  readonly sealed: Buffer;
}

/** Seals with a random key of its own, wrapped by the master key; both are bound to chain, embedder and version. */
export function sealClassifier(classifier: GalleryClassifier, masterKey: Buffer): SealedClassifier {
  const key = randomBytes(KEY_BYTES);
  const bound = binding(classifier);
  return { version: classifier.version, wrappedKey: sealBytes(masterKey, key, bound), sealed: sealBytes(key, classifier.bytes, bound) };
}

/** Opens what `sealClassifier` made. @throws VitrineError `invalid_record` when the master key is another one, or anything was changed or moved */
export function openClassifier(place: Pick<GalleryClassifier, 'chainId' | 'embedderId'>, { version, wrappedKey, sealed }: SealedClassifier, masterKey: Buffer): GalleryClassifier {
  const bound = binding({ ...place, version });
  return { chainId: place.chainId, embedderId: place.embedderId, version, bytes: openBytes(openBytes(masterKey, wrappedKey, bound), sealed, bound) };
}

function binding({ chainId, embedderId, version }: Omit<GalleryClassifier, 'bytes'>): Buffer {
  return Buffer.from(JSON.stringify(['classifier', chainId, embedderId, version]));
}
