import { VitrineError, type CatalogueRegion, type ChainId } from '@vitrine/contracts';
import type { ConsumedStep } from '@vitrine/messaging';
import { Origins } from '../origins.js';
import type { RegionModel } from './region-model.js';

/** What this process holds of a partition of baskets while it owns it: models that are ahead of their snapshots. */
export class PartitionHold {
  readonly models = new Map<string, RegionModel>();
  readonly source: ConsumedStep['source'];
  readonly epoch: number;
  /** First offset that no snapshot covers. */
  first: number;
  /** First offset not learnt. */
  next: number;
  /** Baskets learnt since the last snapshot. */
  pending = 0;
  /** Somebody else owns the partition, or what is held here no longer fits the state. */
  lost = false;

  constructor(step: ConsumedStep, readonly origins: Origins) {
    this.source = step.source;
    this.epoch = step.epoch;
    this.first = step.first;
    this.next = step.first;
  }

  /** @throws VitrineError `fenced` when this hold is lost: the transport then claims the partition anew */
  requireOwned(): void {
    if (this.lost) throw new VitrineError('fenced', 'the learner lost its partition', { group: this.source.group, partition: this.source.partition });
  }

  model(chainId: ChainId, region: CatalogueRegion): RegionModel | undefined {
    return this.models.get(`${chainId}/${region}`);
  }

  add(model: RegionModel): RegionModel {
    this.models.set(`${model.space.chainId}/${model.space.region}`, model);
    return model;
  }
}
