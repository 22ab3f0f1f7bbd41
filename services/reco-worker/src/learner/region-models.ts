import { Injectable, Logger } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { Clock } from '@vitrine/runtime';
import type { VectorSpace } from '@vitrine/state';
import type { BasketFold } from './basket-fold.js';
import { ModelShelf } from './model-shelf.js';
import type { PartitionHold } from './partition-hold.js';
import { RegionModel } from './region-model.js';

/** How often is looked for a published version: its event may reach another process than the learner's. */
const LOOK_EVERY_MS = 5_000;

/**
 * Opens the models of a partition and keeps them on the published version. What cannot be read (damaged, or of another recipe) is said in the log: for a published
 * version the learner goes on as it was; instead of a snapshot it learns the log anew, of which the snapshot was made.
 */
@Injectable()
export class RegionModels {
  private readonly logger = new Logger(RegionModels.name);
  private lookedAtMs = 0;

  constructor(private readonly shelf: ModelShelf, private readonly clock: Clock) {}

  /** The region's model as its last snapshot left it, or the published version if that is another one. */
  async open(hold: PartitionHold, space: VectorSpace, signal: AbortSignal): Promise<RegionModel> {
    const known = hold.model(space.chainId, space.region);
    if (known !== undefined) return known;
    const model = await this.restored(hold, space, signal);
    await this.adopt(hold, model);
    return hold.add(model);
  }

  /** Takes on published versions that are not the ones learnt from. */
  async adoptPublished(hold: PartitionHold): Promise<void> {
    this.lookedAtMs = this.clock.nowMs();
    for (const model of hold.models.values()) await this.adopt(hold, model);
  }

  /** The same, unless it was done just now. */
  async adoptOnOccasion(hold: PartitionHold): Promise<void> {
    if (this.clock.nowMs() - this.lookedAtMs >= LOOK_EVERY_MS) await this.adoptPublished(hold);
  }

  /** What learns the region's baskets from the beginning of the log. */
  fold(hold: PartitionHold, { space }: RegionModel): BasketFold {
    return this.shelf.fold(space, hold.source);
  }

  private async restored(hold: PartitionHold, space: VectorSpace, signal: AbortSignal): Promise<RegionModel> {
    try {
      return new RegionModel(space, await this.shelf.newest(space));
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      this.logger.error(`the snapshot of region ${space.region} is not used, the log is learnt anew: ${error.message}`);
      const fold = this.shelf.fold(space, hold.source);
      await fold.to(hold.next, () => undefined, signal);
      return new RegionModel(space, { learner: fold.learner, adopted: '', trainedUpTo: 0 });
    }
  }

  private async adopt(hold: PartitionHold, model: RegionModel): Promise<void> {
    const artefact = await this.shelf.published(model.space, model.adopted);
    if (artefact === null || artefact.version === model.refused) return;
    try {
      model.replace(await this.shelf.continued(model.space, artefact, hold.source, hold.next));
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      model.refused = artefact.version;
      this.logger.error(`version ${artefact.version} of ${artefact.model} is not used: ${error.message}`);
    }
  }
}

function isUnreadable(error: unknown): error is VitrineError {
  return error instanceof VitrineError && error.code === 'model_invalid';
}
