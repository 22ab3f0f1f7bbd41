import { Controller, Delete, HttpCode, Param } from '@nestjs/common';
import { identifier, MemberChanged, MemberErased, type ErasureId, type EventId, type MemberId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { Chain, Clock } from '@vitrine/runtime';
import { Ids } from '../../ids.js';
import { Intake } from '../../intake/intake.js';

/**
 * Erasure is never refused, also not for an id that no view knows: the view may lag, and erasing twice does no harm.
 * The member's consents are forgotten in the log by the reco-worker, which reads all of them.
 */
@Controller('v1/members')
export class ErasuresController {
  constructor(
    private readonly intake: Intake,
    private readonly publisher: EventPublisher,
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
    await this.intake.takeOne(MemberErased, { eventId, chainId, memberId, erasureId, requestedAtMs: nowMs });
    await this.publisher.tombstone(MemberChanged, memberId, nowMs);
    return { erasureId };
  }
}
