import { createHash } from 'node:crypto';
import { VitrineError, type ChainId, type ModelName, type ModelVersion } from '@vitrine/contracts';
import { ModelRegistry, type ModelArtefact } from '../model-registry.js';
import { LIBRARY_FUNCTIONS } from './commit-library.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';

/** A hash of artefacts by version, one value a version's bytes, and the list of versions that were live, the present one first. */
export class RedisModelRegistry extends ModelRegistry {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys) {
    super();
  }

  async store(artefact: Omit<ModelArtefact, 'sha256'>, bytes: Uint8Array): Promise<ModelArtefact> {
    const { chainId, model, version } = artefact;
    const stored: ModelArtefact = { ...artefact, sha256: sha256(bytes) };
    const artefacts = this.keys.models(chainId, model);
    const [, , held] = await this.redis.transaction((commands) => {
      commands.hsetnx(artefacts, version, JSON.stringify(stored)).setnx(this.keys.modelBytes(chainId, model, version), Buffer.from(bytes)).hget(artefacts, version);
    });
    return JSON.parse(String(held)) as ModelArtefact;
  }

  async load(chainId: ChainId, model: ModelName, version: ModelVersion): Promise<Uint8Array> {
    const [artefact, bytes] = await Promise.all([
      this.find(chainId, model, version),
      this.redis.run((redis) => redis.getBuffer(this.keys.modelBytes(chainId, model, version))),
    ]);
    if (artefact === null || bytes === null) throw new VitrineError('model_invalid', `there is no version ${version} of ${model}`, { model, version });
    if (sha256(bytes) !== artefact.sha256) throw new VitrineError('model_invalid', `version ${version} of ${model} is damaged`, { model, version });
    return bytes;
  }

  async list(chainId: ChainId, model: ModelName): Promise<readonly ModelArtefact[]> {
    const held = await this.redis.run((redis) => redis.hvals(this.keys.models(chainId, model)));
    return held.map((text) => JSON.parse(text) as ModelArtefact).toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  }

  async live(chainId: ChainId, model: ModelName): Promise<ModelArtefact | null> {
    const version = await this.redis.run((redis) => redis.lindex(this.keys.liveModels(chainId, model), 0));
    return version === null ? null : this.find(chainId, model, version);
  }

  async promote(chainId: ChainId, model: ModelName, version: ModelVersion): Promise<void> {
    const outcome = await this.redis.call(LIBRARY_FUNCTIONS.promote, [this.keys.models(chainId, model), this.keys.liveModels(chainId, model)], [version]);
    if (outcome === 'missing') throw new VitrineError('not_found', `there is no version ${version} of ${model}`, { model, version });
  }

  async rollBack(chainId: ChainId, model: ModelName): Promise<ModelArtefact> {
    const version = await this.redis.call(LIBRARY_FUNCTIONS.rollBack, [this.keys.liveModels(chainId, model)], []) as string | null;
    const artefact = version === null ? null : await this.find(chainId, model, version);
    if (artefact === null) throw new VitrineError('not_found', `no version of ${model} was live before`, { model });
    return artefact;
  }

  private async find(chainId: ChainId, model: ModelName, version: string): Promise<ModelArtefact | null> {
    const text = await this.redis.run((redis) => redis.hget(this.keys.models(chainId, model), version));
    return text === null ? null : JSON.parse(text) as ModelArtefact;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
