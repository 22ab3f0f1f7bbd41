import { Controller } from '@nestjs/common';
import { ModelPublished } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { GROUPS } from '../groups.js';
import { LiveRanking } from '../slates/live-ranking.js';
import { Learner } from './learner.js';

@Controller()
export class ModelsConsumer {
  constructor(private readonly learner: Learner, private readonly ranking: LiveRanking) {}

  @Consumes(ModelPublished, { group: GROUPS.models, position: 'log' })
  async handle(_batch: ConsumedBatch<ModelPublished>): Promise<void> {
    await this.ranking.adoptPublished();
    await this.learner.adoptPublished();
  }
}
