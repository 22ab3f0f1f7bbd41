import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { identifier, ProductChanged, VitrineError, type Sku } from '@vitrine/contracts';
import { checkedInput, Chain, Clock } from '@vitrine/runtime';
import { Products } from '@vitrine/state';
import { batchAnswer, batchOf, withPath } from '../intake/batch.js';
import { attempt, type Checked } from '../intake/checked.js';
import { Intake } from '../intake/intake.js';
import { productAnnouncement } from './product-announcement.js';

const batchSchema = batchOf('products', 1000);

@Controller('v1/products')
export class ProductsController {
  constructor(private readonly intake: Intake, private readonly products: Products, private readonly chain: Chain, private readonly clock: Clock) {}

  @Put(':sku')
  @HttpCode(202)
  async put(@Param('sku') sku: string, @Body() body: unknown) {
    const { eventId } = await this.intake.takeOne(ProductChanged, this.check(withPath(body, { sku })));
    return { eventId };
  }

  @Post('batch')
  @HttpCode(200)
  async batch(@Body() body: unknown) {
    const items = checkedInput(batchSchema, body).products.map((item) => this.check(item));
    await this.intake.take(ProductChanged, items);
    return batchAnswer(items, ({ eventId }) => ({ eventId }));
  }

  @Get(':sku')
  async get(@Param('sku') sku: string) {
    const product = await this.products.get(this.chain.id, identifier<Sku>(sku, 'sku'));
    if (product === null) throw new VitrineError('not_found', 'there is no product of this sku', { field: 'sku' });
    const { chainId: _, changedAtMs, ...rest } = product;
    return { ...rest, changedAt: new Date(changedAtMs).toISOString() };
  }

  private check(item: unknown): Checked<ProductChanged> {
    return attempt(() => productAnnouncement(item, this.chain.id, this.clock.nowMs()));
  }
}
