import { Controller } from '@nestjs/common';
import { ConsentChanged } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { Members, MemberTaste, StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { withConsent } from './member-view.js';

@Controller()
export class ConsentsConsumer {
  constructor(private readonly members: Members, private readonly taste: MemberTaste, private readonly store: StateStore) {}

  /** A withdrawn consent to taste forgets the taste too. */
  @Consumes(ConsentChanged, { group: GROUPS.consents })
  async handle({ events, step }: ConsumedBatch<ConsentChanged>): Promise<void> {
    for (const { event } of events) await this.members.merge(event.chainId, event.memberId, (held) => withConsent(held, event));
    const withdrawn = events.filter(({ event }) => event.purpose === 'TASTE' && !event.granted);
    await this.store.commit(step, withdrawn.map(({ event }) => this.taste.forget(event.chainId, event.memberId)));
  }
}
