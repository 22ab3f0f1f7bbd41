import { Controller, Get, Param } from '@nestjs/common';
import { VitrineError, type MemberId, type StoreId } from '@vitrine/contracts';
import { Chain, checkedInput, idField } from '@vitrine/runtime';
import { Members, Stores } from '@vitrine/state';
import { Explanations, type Explanation } from './explanations.js';

@Controller('v1/stores/:storeId/members/:memberId/explanation')
export class ExplanationsController {
  constructor(private readonly stores: Stores, private readonly members: Members, private readonly explanations: Explanations, private readonly chain: Chain) {}

  /** What this store would offer the member now, and why. Nothing is shown and nothing counted. */
  @Get()
  async get(@Param() path: { storeId: string; memberId: string }): Promise<Explanation> {
    const storeId = checkedInput(idField<StoreId>(), path.storeId);
    const memberId = checkedInput(idField<MemberId>(), path.memberId);
    const [store, member] = await Promise.all([this.stores.get(this.chain.id, storeId), this.members.get(this.chain.id, memberId)]);
    if (store === null) throw new VitrineError('unknown_store', `there is no store ${storeId}`, { storeId });
    if (member === null) throw new VitrineError('unknown_member', `there is no member ${memberId}`, { memberId });
    return this.explanations.of(store, member);
  }
}
