import { Controller } from '@nestjs/common';
import { IdentityResolved, OfferDecided } from '@vitrine/contracts';
import { Consumes, EventPublisher, originOf, type ConsumedBatch } from '@vitrine/messaging';
import { StateStore, type StateWrite } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { Origins } from '../origins.js';
import { BoothFold } from './booth-fold.js';
import { BoothTurns } from './booth-turns.js';
import { BoothViews, type BoothView } from './booth-views.js';

@Controller()
export class IdentitiesConsumer {
  constructor(
    private readonly booths: BoothViews,
    private readonly fold: BoothFold,
    private readonly turns: BoothTurns,
    private readonly publisher: EventPublisher,
    private readonly store: StateStore,
  ) {}

  @Consumes(IdentityResolved, { group: GROUPS.identities, maxItems: 100 })
  async handle(batch: ConsumedBatch<IdentityResolved>): Promise<void> {
    await this.turns.take(batch.source.partition, () => this.apply(batch));
  }

  private async apply({ events, step }: ConsumedBatch<IdentityResolved>): Promise<void> {
    const origins = new Origins(this.store, GROUPS.identities);
    const views = new Map<string, BoothView>();
    const slates = new Map<string, OfferDecided>();
    for (const received of events) {
      if (!(await origins.admit(originOf(received)))) continue;
      const key = IdentityResolved.key(received.event);
      const { view, decided } = await this.fold.apply(views.get(key) ?? (await this.booths.of(received.event)), received);
      views.set(key, view);
      if (decided !== null) slates.set(key, decided);
    }
    await this.publisher.publish(OfferDecided, [...slates.values()]);
    const writes = Array.from(views, ([key, view]): StateWrite[] => this.booths.writes(view, slates.get(key) ?? null));
    await this.store.commit(step, [...writes.flat(), ...origins.writes()]);
  }
}
