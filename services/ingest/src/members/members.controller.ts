import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { identifier, MemberChanged, type MemberId } from '@vitrine/contracts';
import { Chain, Clock } from '@vitrine/runtime';
import { Members } from '@vitrine/state';
import { withPath } from '../intake/batch.js';
import { attempt } from '../intake/checked.js';
import { Intake } from '../intake/intake.js';
import { unknownMember } from '../intake/known-entities.js';
import { memberAnnouncement } from './member-announcement.js';

@Controller('v1/members')
export class MembersController {
  constructor(private readonly intake: Intake, private readonly members: Members, private readonly chain: Chain, private readonly clock: Clock) {}

  @Put(':memberId')
  @HttpCode(202)
  async put(@Param('memberId') memberId: string, @Body() body: unknown) {
    const item = attempt(() => memberAnnouncement(withPath(body, { memberId }), this.chain.id, this.clock.nowMs()));
    const { eventId } = await this.intake.takeOne(MemberChanged, item);
    return { eventId };
  }

  @Get(':memberId')
  async get(@Param('memberId') id: string) {
    const member = await this.members.get(this.chain.id, identifier<MemberId>(id, 'memberId'));
    if (member === null) throw unknownMember();
    const { memberId, active, deniedCategories, consents } = member;
    return {
      memberId, active, deniedCategories,
      consents: consents.map(({ consentId, purpose, granted, changedAtMs }) => ({ consentId, purpose, granted, changedAt: new Date(changedAtMs).toISOString() })),
    };
  }
}
