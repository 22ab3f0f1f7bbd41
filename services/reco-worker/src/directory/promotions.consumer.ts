import { Controller } from '@nestjs/common';
import { PromotionChanged } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { Promotions, StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { recordOf } from './record-of.js';

@Controller()
export class PromotionsConsumer {
  constructor(private readonly promotions: Promotions, private readonly store: StateStore) {}

  @Consumes(PromotionChanged, { group: GROUPS.promotions })
  async handle({ events, step }: ConsumedBatch<PromotionChanged>): Promise<void> {
    await this.store.commit(step, events.map(({ event }) => this.promotions.put(recordOf(event))));
  }
}
