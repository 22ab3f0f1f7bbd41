import { Controller } from '@nestjs/common';
import { BasketSold, hasOwnReceiptId, PurchaseRecorded, receiptId } from '@vitrine/contracts';
import { Consumes, EventPublisher, PoisonEventError, type ConsumedBatch, type ReceivedEvent } from '@vitrine/messaging';
import { StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { applyPurchases } from './apply-purchases.js';
import { MasterDataFirst } from './master-data-first.js';
import { PurchaseSurroundings } from './purchase-surroundings.js';
import { PurchaseWrites } from './purchase-writes.js';

@Controller()
export class PurchasesConsumer {
  constructor(
    private readonly masterData: MasterDataFirst,
    private readonly surroundings: PurchaseSurroundings,
    private readonly writes: PurchaseWrites,
    private readonly publisher: EventPublisher,
    private readonly store: StateStore,
  ) {}

  @Consumes(PurchaseRecorded, { group: GROUPS.purchases })
  async handle({ events, step }: ConsumedBatch<PurchaseRecorded>): Promise<void> {
    await this.masterData.require(step);
    events.forEach(requireOwnId);
    const surroundings = await this.surroundings.of(events);
    const effects = applyPurchases(events, surroundings);
    await this.publisher.publish(BasketSold, effects.baskets);
    await this.store.commit(step, this.writes.of(effects, surroundings.consenting));
  }
}

function requireOwnId({ event, position }: ReceivedEvent<PurchaseRecorded>): void {
  if (!hasOwnReceiptId(event)) throw new PoisonEventError(position, 'invalid_record', `eventId: ${event.eventId} is not that of the receipt, ${receiptId(event)}`);
}
