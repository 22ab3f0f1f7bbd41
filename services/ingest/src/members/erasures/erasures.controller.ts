import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { identifier, MemberErased, type ErasureId, type EventId, type MemberId } from '@vitrine/contracts';
import { Chain, Clock } from '@vitrine/runtime';
import { Ids } from '../../ids.js';
import { Intake } from '../../intake/intake.js';
import { MemberRecords } from './member-records.js';

/** Erasure is never refused, also not for an id that no view knows: the view may lag, and erasing twice does no harm. */
@Controller('v1/members')
export class ErasuresController {
  constructor(
    private readonly intake: Intake,
    private readonly records: MemberRecords,
    private readonly ids: Ids,
    private readonly chain: Chain,
    private readonly clock: Clock,
  ) {}

  @Delete(':memberId')
  @HttpCode(202)
  async erase(@Param('memberId') id: string) {
    const memberId = identifier<MemberId>(id, 'memberId');
    const erasureId = this.ids.next() as ErasureId;
    const chainId = this.chain.id;
    const nowMs = this.clock.nowMs();
    const eventId = `${chainId}:${memberId}:${erasureId}` as EventId;
    // Looked up first: once the erasure is in the log, the view forgets which consents there were.
    const consents = await this.records.consentsOf(memberId);
    await this.intake.takeOne(MemberErased, { eventId, chainId, memberId, erasureId, requestedAtMs: nowMs });
    await this.records.forget(memberId, consents, nowMs);
    return { erasureId };
  }
}
