import { Injectable } from '@nestjs/common';
import type { Sku } from '@vitrine/contracts';
import { storeTime, type CandidateSet } from '@vitrine/recommender';
import { Clock } from '@vitrine/runtime';
import type { StoreRecord } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { CandidateGatherer } from './candidate-gatherer.js';
import { ReadLately } from './read-lately.js';
import { StoreGoods } from './store-goods.js';

/** The candidates of stores. What changes slowly is kept for a moment; stock is always fresh. */
@Injectable()
export class CandidateSource {
  private readonly gathered: ReadLately<string, CandidateSet>;

  constructor(private readonly gatherer: CandidateGatherer, private readonly goods: StoreGoods, config: RecoWorkerConfig, private readonly clock: Clock) {
    this.gathered = new ReadLately(config.candidateCacheMs);
  }

  async of(store: StoreRecord, withVectors: boolean): Promise<{ readonly candidates: CandidateSet; readonly onHandMilli: ReadonlyMap<Sku, number> }> {
    const candidates = await this.lately(store, withVectors);
    return { candidates, onHandMilli: await this.goods.onHand(store, [...candidates.rows.keys()]) };
  }

  private async lately(store: StoreRecord, withVectors: boolean): Promise<CandidateSet> {
    const nowMs = this.clock.nowMs();
    const { hour } = storeTime(nowMs, store.timeZone);
    const key = `${hour}, ${withVectors ? 'with' : 'without'} vectors`;
    const found = await this.gathered.of([store.chainId, store.storeId], [key], nowMs, async () => new Map([[key, await this.gatherer.gather(store, { nowMs, hour, withVectors })]]));
    return found.get(key)!;
  }
}
