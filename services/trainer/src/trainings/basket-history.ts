import { Injectable } from '@nestjs/common';
import { BasketSold, type CatalogueRegion, type LogPosition } from '@vitrine/contracts';
import { EventLog, readDerived } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import type { LearnerBasket } from '@vitrine/word2vec';

/** Every basket of a region up to a moment. */
export interface History {
  /** In the order of the log. */
  readonly baskets: readonly LearnerBasket[];
  /** First positions not in it. */
  readonly end: readonly LogPosition[];
}

/** Reads what the live learner has learnt from, in the same order and each basket once. */
@Injectable()
export class BasketHistory {
  constructor(private readonly log: EventLog, private readonly chain: Chain) {}

  /** @throws VitrineError `log_unavailable` */
  async of(region: CatalogueRegion, signal: AbortSignal): Promise<History> {
    const baskets: LearnerBasket[] = [];
    const ends = await this.log.ends(BasketSold.topic.name);
    for (const { topic, partition, begin, end } of ends) {
      for await (const basket of readDerived(this.log, BasketSold, { topic, partition }, begin, end, signal)) {
        if (basket.region === region && basket.chainId === this.chain.id) baskets.push({ eventId: basket.eventId, items: basket.skus });
      }
    }
    return { baskets, end: ends.map(({ topic, partition, end }) => ({ topic, partition, offset: end })) };
  }
}
