import { Injectable } from '@nestjs/common';
import { ModelPublished, type EventId, type LogPosition, type ModelAction, type ModelName, type ModelVersion } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Chain, Clock } from '@vitrine/runtime';
import { ModelRegistry, type ModelArtefact } from '@vitrine/state';

/** Makes versions live and tells those who work with them. */
@Injectable()
export class Publications {
  constructor(private readonly registry: ModelRegistry, private readonly publisher: EventPublisher, private readonly chain: Chain, private readonly clock: Clock) {}

  /** Stores a trained model as a new version and makes it live. */
  async publish(model: ModelName, bytes: Uint8Array, trainedUpTo: readonly LogPosition[], metrics: Readonly<Record<string, number>>): Promise<ModelArtefact> {
    const createdAtMs = this.clock.nowMs();
    const artefact = await this.registry.store({ chainId: this.chain.id, model, version: versionOf(createdAtMs), createdAtMs, trainedUpTo, metrics }, bytes);
    await this.registry.promote(this.chain.id, model, artefact.version);
    await this.tell(artefact, 'PROMOTED');
    return artefact;
  }

  /** Makes a stored version live. @throws VitrineError `not_found` when there is no such version */
  async promote(model: ModelName, version: ModelVersion): Promise<void> {
    await this.registry.promote(this.chain.id, model, version);
    const artefact = await this.registry.live(this.chain.id, model);
    if (artefact !== null) await this.tell(artefact, 'PROMOTED');
  }

  /** Returns to the version that was live before. @throws VitrineError `not_found` when there is none */
  async rollBack(model: ModelName): Promise<ModelArtefact> {
    const artefact = await this.registry.rollBack(this.chain.id, model);
    await this.tell(artefact, 'ROLLED_BACK');
    return artefact;
  }

  private async tell({ chainId, model, version, sha256, trainedUpTo, metrics }: ModelArtefact, action: ModelAction): Promise<void> {
    const publishedAtMs = this.clock.nowMs();
    const eventId = `${model}:${version}:${publishedAtMs}` as EventId;
    await this.publisher.publish(ModelPublished, [{ eventId, chainId, model, version, publishedAtMs, action, sha256, trainedUpTo, metrics }]);
  }
}

/** Versions sort by when they were made: `20260302T100000.000Z`. */
function versionOf(createdAtMs: number): ModelVersion {
  return new Date(createdAtMs).toISOString().replaceAll(/[-:]/g, '') as ModelVersion;
}
