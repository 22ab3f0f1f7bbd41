import { Controller } from '@nestjs/common';
import { ModelPublished } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { GROUPS } from '../groups.js';
import { Learner } from './learner.js';

@Controller()
export class ModelsConsumer {
  constructor(private readonly learner: Learner) {}

  @Consumes(ModelPublished, { group: GROUPS.models, position: 'log' })
  async handle(_batch: ConsumedBatch<ModelPublished>): Promise<void> {
    await this.learner.adoptPublished();
  }
}
