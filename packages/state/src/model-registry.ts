import type { ChainId, LogPosition, ModelName, ModelVersion } from '@vitrine/contracts';

/** Name of the model that orders offers, one a chain, in the registry and in `ModelPublished`. */
export const RANKING_MODEL = 'ranking' as ModelName;

export interface ModelArtefact {
  readonly chainId: ChainId;
  readonly model: ModelName;
  readonly version: ModelVersion;
  readonly createdAtMs: number;
  /** First positions the model has not seen. */
  readonly trainedUpTo: readonly LogPosition[];
  /** Figures of the gate by name. */
  readonly metrics: Readonly<Record<string, number>>;
  /** SHA-256 (hex) of `bytes`. */
  readonly sha256: string;
}

/** Versions of every model and which of them is live. */
export abstract class ModelRegistry {
  /** Stores a version; its SHA-256 is computed here. A version that is there already is left as it is. */
  abstract store(artefact: Omit<ModelArtefact, 'sha256'>, bytes: Uint8Array): Promise<ModelArtefact>;
  /** Bytes of a version. @throws VitrineError `model_invalid` when missing or not of its SHA-256 */
  abstract load(chainId: ChainId, model: ModelName, version: ModelVersion): Promise<Uint8Array>;
  /** Versions, newest first. */
  abstract list(chainId: ChainId, model: ModelName): Promise<readonly ModelArtefact[]>;
  abstract live(chainId: ChainId, model: ModelName): Promise<ModelArtefact | null>;
  /** Makes a stored version the live one; the earlier live one becomes the version that `rollBack` returns to. @throws VitrineError `not_found` for a version that was never stored */
  abstract promote(chainId: ChainId, model: ModelName, version: ModelVersion): Promise<void>;
  /** Returns to the version that was live before. @throws VitrineError `not_found` when there is none */
  abstract rollBack(chainId: ChainId, model: ModelName): Promise<ModelArtefact>;
}
