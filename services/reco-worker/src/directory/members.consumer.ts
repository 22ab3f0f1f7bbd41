import { Controller } from '@nestjs/common';
import { MemberChanged, type MemberId } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Members, StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { inLogOrder } from './in-log-order.js';
import { withAnnouncement } from './member-view.js';

@Controller()
export class MembersConsumer {
  constructor(private readonly chain: Chain, private readonly members: Members, private readonly store: StateStore) {}

  @Consumes(MemberChanged, { group: GROUPS.members })
  async handle(batch: ConsumedBatch<MemberChanged>): Promise<void> {
    for (const { key, event, offset } of inLogOrder(MemberChanged, batch)) {
      if (event === null) await this.members.forget(this.chain.id, key as MemberId, offset);
      else await this.members.merge(event.chainId, event.memberId, (held, erasedAtMs) => withAnnouncement(held, event, erasedAtMs), offset);
    }
    await this.store.commit(batch.step, []);
  }
}
