import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { PromotionChanged } from '@vitrine/contracts';
import { Chain, checkedInput, Clock } from '@vitrine/runtime';
import { batchAnswer, batchOf, withPath } from '../intake/batch.js';
import { attempt, type Checked } from '../intake/checked.js';
import { Intake } from '../intake/intake.js';
import { Shelf } from '../intake/shelf.js';
import { promotionAnnouncement } from './promotion-announcement.js';

const batchSchema = batchOf('promotions', 1000);

@Controller('v1/promotions')
export class PromotionsController {
  constructor(private readonly intake: Intake, private readonly shelf: Shelf, private readonly chain: Chain, private readonly clock: Clock) {}

  @Put(':promotionId')
  @HttpCode(202)
  async put(@Param('promotionId') promotionId: string, @Body() body: unknown) {
    const [item] = await this.check([withPath(body, { promotionId })]);
    const { eventId } = await this.intake.takeOne(PromotionChanged, item as Checked<PromotionChanged>);
    return { eventId };
  }

  @Post('batch')
  @HttpCode(200)
  async batch(@Body() body: unknown) {
    const items = await this.check(checkedInput(batchSchema, body).promotions);
    await this.intake.take(PromotionChanged, items);
    return batchAnswer(items, ({ eventId }) => ({ eventId }));
  }

  private async check(items: readonly unknown[]): Promise<Checked<PromotionChanged>[]> {
    const nowMs = this.clock.nowMs();
    return this.shelf.check(items.map((item) => attempt(() => promotionAnnouncement(item, this.chain.id, nowMs))));
  }
}
