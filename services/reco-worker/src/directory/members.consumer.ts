import { Controller } from '@nestjs/common';
import { MemberChanged, type MemberId } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Members, StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { withAnnouncement } from './member-view.js';

@Controller()
export class MembersConsumer {
  constructor(private readonly chain: Chain, private readonly members: Members, private readonly store: StateStore) {}

  @Consumes(MemberChanged, { group: GROUPS.members })
  async handle({ events, tombstones, step }: ConsumedBatch<MemberChanged>): Promise<void> {
    for (const { event } of events) await this.members.merge(event.chainId, event.memberId, (held, erasedAtMs) => withAnnouncement(held, event, erasedAtMs));
    await Promise.all(tombstones.map(({ key }) => this.members.forget(this.chain.id, key as MemberId)));
    await this.store.commit(step, []);
  }
}
