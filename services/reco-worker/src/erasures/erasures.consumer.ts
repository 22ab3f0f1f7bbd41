import { Controller } from '@nestjs/common';
import { MemberErased } from '@vitrine/contracts';
import { Consumes, type ConsumedBatch } from '@vitrine/messaging';
import { StateStore, type StateWrite } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { Erasure } from './erasure.js';

@Controller()
export class ErasuresConsumer {
  constructor(private readonly erasure: Erasure, private readonly store: StateStore) {}

  @Consumes(MemberErased, { group: GROUPS.erasures })
  async handle({ events, step }: ConsumedBatch<MemberErased>): Promise<void> {
    const writes: StateWrite[] = [];
    for (const { event } of events) writes.push(...(await this.erasure.of(event)));
    await this.store.commit(step, writes);
  }
}
