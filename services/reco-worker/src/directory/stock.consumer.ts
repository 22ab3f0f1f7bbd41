import { Controller } from '@nestjs/common';
import { StockChanged } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { StateStore, Stock } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { recordOf } from './record-of.js';

@Controller()
export class StockConsumer {
  constructor(private readonly stock: Stock, private readonly store: StateStore) {}

  @Consumes(StockChanged, { group: GROUPS.stock })
  async handle({ events, step }: ConsumedBatch<StockChanged>): Promise<void> {
    await this.store.commit(step, events.map(({ event }) => this.stock.put(recordOf(event))));
  }
}
