import { Controller } from '@nestjs/common';
import { ConsentChanged } from '@vitrine/contracts';
import { Consumes, EventPublisher, type ConsumedBatch } from '@vitrine/messaging';
import { Clock } from '@vitrine/runtime';
import { Members, MemberTaste, StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { withConsent } from './member-view.js';

@Controller()
export class ConsentsConsumer {
  constructor(
    private readonly members: Members, private readonly taste: MemberTaste, private readonly publisher: EventPublisher, private readonly clock: Clock, private readonly store: StateStore,
  ) {}

  /** A withdrawn consent to taste forgets the taste too. */
  @Consumes(ConsentChanged, { group: GROUPS.consents })
  async handle({ events, step }: ConsumedBatch<ConsentChanged>): Promise<void> {
    const last = new Map(events.map(({ event }) => [ConsentChanged.key(event), event]));
    for (const { event } of events) {
      const taken = await this.take(event);
      const key = ConsentChanged.key(event);
      if (!taken && last.get(key) === event) await this.publisher.tombstone(ConsentChanged, key, this.clock.nowMs());
    }
    const withdrawn = events.filter(({ event }) => event.purpose === 'TASTE' && !event.granted);
    await this.store.commit(step, withdrawn.map(({ event }) => this.taste.forget(event.chainId, event.memberId)));
  }

  /** False: it is from before the member was erased, and the erasure did not know of it. */
  private async take(event: ConsentChanged): Promise<boolean> {
    let taken = true;
    await this.members.merge(event.chainId, event.memberId, (held, erasedAtMs) => {
      const merged = withConsent(held, event, erasedAtMs);
      taken = merged !== null;
      return merged;
    });
    return taken;
  }
}
