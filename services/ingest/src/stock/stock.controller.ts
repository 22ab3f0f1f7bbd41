import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Chain, checkedInput, Clock } from '@vitrine/runtime';
import { IngestConfig } from '../config.js';
import { batchAnswer, batchOf, withPath } from '../intake/batch.js';
import { attempt, isRefused, type Checked } from '../intake/checked.js';
import { stockCount } from './stock-count.js';
import { StockIntake, type TakenCount } from './stock-intake.js';

const batchSchema = batchOf('stock', 1000);

@Controller('v1')
export class StockController {
  constructor(
    private readonly counts: StockIntake,
    private readonly chain: Chain,
    private readonly clock: Clock,
    private readonly config: IngestConfig,
  ) {}

  @Put('stores/:storeId/stock/:sku')
  @HttpCode(202)
  async put(@Param() path: { storeId: string; sku: string }, @Body() body: unknown) {
    const [taken] = await this.take([withPath(body, { storeId: path.storeId, sku: path.sku })]);
    if (isRefused(taken as Checked<TakenCount>)) throw taken;
    return taken;
  }

  @Post('stock/batch')
  @HttpCode(200)
  async batch(@Body() body: unknown) {
    return batchAnswer(await this.take(checkedInput(batchSchema, body).stock), (taken) => taken);
  }

  private async take(items: readonly unknown[]): Promise<Checked<TakenCount>[]> {
    const nowMs = this.clock.nowMs();
    return this.counts.take(items.map((item) => attempt(() => stockCount(item, this.chain.id, nowMs, this.config.clockSkewMs))));
  }
}
