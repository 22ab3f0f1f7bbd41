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

/** Opens the models of a partition and keeps them on the published version; one that cannot be read is said in the log, and the learner goes on as it was. */
@Injectable()
export class RegionModels {
  private readonly logger = new Logger(RegionModels.name);
  private lookedAtMs = 0;

  constructor(private readonly shelf: ModelShelf, private readonly clock: Clock) {}

  /** The region's model as its last snapshot left it, or the published version if that is another one. */
  async open(hold: PartitionHold, space: VectorSpace): Promise<RegionModel> {
    const known = hold.model(space.chainId, space.region);
    if (known !== undefined) return known;
    const model = new RegionModel(space, await this.shelf.newest(space));
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

  private async adopt(hold: PartitionHold, model: RegionModel): Promise<void> {
    const artefact = await this.shelf.published(model.space, model.adopted);
    if (artefact === null || artefact.version === model.refused) return;
    try {
      model.replace(await this.shelf.continued(model.space, artefact, hold.source, hold.next));
    } catch (error) {
      if (!(error instanceof VitrineError) || error.code !== 'model_invalid') throw error;
      model.refused = artefact.version;
      this.logger.error(`version ${artefact.version} of ${artefact.model} is not used: ${error.message}`);
    }
  }
}
