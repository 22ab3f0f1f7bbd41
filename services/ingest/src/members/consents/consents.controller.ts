import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ConsentChanged } from '@vitrine/contracts';
import { withPath } from '../../intake/batch.js';
import { attemptAsync } from '../../intake/checked.js';
import { Intake } from '../../intake/intake.js';
import { ConsentIntake } from './consent-intake.js';

@Controller('v1/members/:memberId/consents')
export class ConsentsController {
  constructor(private readonly intake: Intake, private readonly consents: ConsentIntake) {}

  @Post()
  @HttpCode(202)
  async post(@Param('memberId') memberId: string, @Body() body: unknown) {
    const item = await attemptAsync(() => this.consents.read(withPath(body, { memberId })));
    const { consentId } = await this.intake.takeOne(ConsentChanged, item);
    return { consentId };
  }
}
