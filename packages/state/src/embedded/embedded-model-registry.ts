import { createHash } from 'node:crypto';
import { VitrineError, type ChainId, type ModelName, type ModelVersion } from '@vitrine/contracts';
import { ModelRegistry, type ModelArtefact } from '../model-registry.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { keys } from './keys.js';
import { readJson } from './records.js';

/** Artefacts and bytes by version, and the versions that were live, the present one first. */
export class EmbeddedModelRegistry extends ModelRegistry {
  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  async store(artefact: Omit<ModelArtefact, 'sha256'>, bytes: Uint8Array): Promise<ModelArtefact> {
    const { chainId, model, version } = artefact;
    const stored: ModelArtefact = { ...artefact, sha256: sha256(bytes) };
    const copy = Buffer.from(bytes);
    return this.database.update((view) => {
      const held = readJson(view, keys.model(chainId, model, version));
      if (held !== null) return held;
      view.putJson(keys.model(chainId, model, version), stored);
      view.put(keys.modelBytes(chainId, model, version), copy);
      return stored;
    });
  }

  async load(chainId: ChainId, model: ModelName, version: ModelVersion): Promise<Uint8Array> {
    const artefact = this.find(chainId, model, version);
    const bytes = this.database.get(keys.modelBytes(chainId, model, version));
    if (artefact === null || bytes === undefined) throw new VitrineError('model_invalid', `there is no version ${version} of ${model}`, { model, version });
    if (sha256(bytes) !== artefact.sha256) throw new VitrineError('model_invalid', `version ${version} of ${model} is damaged`, { model, version });
    return bytes;
  }

  async list(chainId: ChainId, model: ModelName): Promise<readonly ModelArtefact[]> {
    const artefacts = Array.from(this.database.entries(keys.models(chainId, model)), ([, bytes]) => JSON.parse(bytes.toString()) as ModelArtefact);
    return artefacts.toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  }

  async live(chainId: ChainId, model: ModelName): Promise<ModelArtefact | null> {
    const [version] = readJson(this.database, keys.liveModels(chainId, model)) ?? [];
    return version === undefined ? null : this.find(chainId, model, version);
  }

  async promote(chainId: ChainId, model: ModelName, version: ModelVersion): Promise<void> {
    await this.database.update((view) => {
      if (view.get(keys.model(chainId, model, version)) === undefined) throw new VitrineError('not_found', `there is no version ${version} of ${model}`, { model, version });
      const live = readJson(view, keys.liveModels(chainId, model)) ?? [];
      if (live[0] !== version) view.putJson(keys.liveModels(chainId, model), [version, ...live]);
    });
  }

  async rollBack(chainId: ChainId, model: ModelName): Promise<ModelArtefact> {
    return this.database.update((view) => {
      const [, ...earlier] = readJson(view, keys.liveModels(chainId, model)) ?? [];
      const artefact = earlier[0] === undefined ? null : readJson(view, keys.model(chainId, model, earlier[0]));
      if (artefact === null) throw new VitrineError('not_found', `no version of ${model} was live before`, { model });
      view.putJson(keys.liveModels(chainId, model), earlier);
      return artefact;
    });
  }

  private find(chainId: ChainId, model: ModelName, version: ModelVersion): ModelArtefact | null {
    return readJson(this.database, keys.model(chainId, model, version));
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
