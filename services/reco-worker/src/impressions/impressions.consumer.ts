import { Controller } from '@nestjs/common';
import { ImpressionRecorded, OfferDecided } from '@vitrine/contracts';
import { Consumes, EventPublisher, type ConsumedBatch } from '@vitrine/messaging';
import { StateStore, type StateWrite } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { BoothTurns } from '../identities/booth-turns.js';
import { BoothViews, type BoothView } from '../identities/booth-views.js';
import { ImpressionEffects } from './impression-effects.js';

@Controller()
export class ImpressionsConsumer {
  constructor(
    private readonly booths: BoothViews,
    private readonly effects: ImpressionEffects,
    private readonly turns: BoothTurns,
    private readonly publisher: EventPublisher,
    private readonly store: StateStore,
  ) {}

  @Consumes(ImpressionRecorded, { group: GROUPS.impressions })
  async handle(batch: ConsumedBatch<ImpressionRecorded>): Promise<void> {
    await this.turns.take(batch.source.partition, () => this.apply(batch));
  }

  private async apply({ events, step }: ConsumedBatch<ImpressionRecorded>): Promise<void> {
    const views = new Map<string, BoothView>();
    const writes: StateWrite[] = [];
    for (const received of events) {
      const key = ImpressionRecorded.key(received.event);
      const effect = await this.effects.of(views.get(key) ?? (await this.booths.of(received.event)), received);
      views.set(key, effect.view);
      writes.push(...effect.writes);
      if (effect.decided !== null) await this.publisher.publish(OfferDecided, [effect.decided]);
    }
    await this.store.commit(step, writes);
  }
}
