import { Controller } from '@nestjs/common';
import { MemberErased } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { StateStore, TemplateIndex } from '@vitrine/state';

/** Evicts the templates of members who asked to be forgotten, and destroys their key. */
@Controller()
export class ErasuresConsumer {
  constructor(private readonly templates: TemplateIndex, private readonly state: StateStore) {}

  @Consumes(MemberErased, { group: 'face-worker.erasures' })
  async onErasures({ events, step }: ConsumedBatch<MemberErased>): Promise<void> {
    await this.state.commit(step, events.map(({ event: { chainId, memberId, requestedAtMs } }) => this.templates.erase(chainId, memberId, requestedAtMs)));
  }
}
