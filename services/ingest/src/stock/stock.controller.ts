import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { StockChanged } from '@vitrine/contracts';
import { Chain, checkedInput, Clock } from '@vitrine/runtime';
import { IngestConfig } from '../config.js';
import { batchAnswer, batchOf, withPath } from '../intake/batch.js';
import { attempt, type Checked } from '../intake/checked.js';
import { Intake } from '../intake/intake.js';
import { Shelf } from '../intake/shelf.js';
import { stockCount } from './stock-count.js';

const batchSchema = batchOf('stock', 1000);

@Controller('v1')
export class StockController {
  constructor(
    private readonly intake: Intake,
    private readonly shelf: Shelf,
    private readonly chain: Chain,
    private readonly clock: Clock,
    private readonly config: IngestConfig,
  ) {}

  @Put('stores/:storeId/stock/:sku')
  @HttpCode(202)
  async put(@Param() path: { storeId: string; sku: string }, @Body() body: unknown) {
    const [item] = await this.check([withPath(body, { storeId: path.storeId, sku: path.sku })]);
    const { eventId } = await this.intake.takeOne(StockChanged, item as Checked<StockChanged>);
    return { eventId };
  }

  @Post('stock/batch')
  @HttpCode(200)
  async batch(@Body() body: unknown) {
    const items = await this.check(checkedInput(batchSchema, body).stock);
    await this.intake.take(StockChanged, items);
    return batchAnswer(items, ({ eventId }) => ({ eventId }));
  }

  private async check(items: readonly unknown[]): Promise<Checked<StockChanged>[]> {
    const nowMs = this.clock.nowMs();
    return this.shelf.check(items.map((item) => attempt(() => stockCount(item, this.chain.id, nowMs, this.config.clockSkewMs))));
  }
}
