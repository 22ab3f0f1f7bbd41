import { Controller } from '@nestjs/common';
import { BasketSold } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { GROUPS } from '../groups.js';
import { Learner } from './learner.js';

@Controller()
export class BasketsConsumer {
  constructor(private readonly learner: Learner) {}

  @Consumes(BasketSold, { group: GROUPS.learner, maxItems: 200 })
  async handle(batch: ConsumedBatch<BasketSold>): Promise<void> {
    await this.learner.learn(batch);
  }
}
