import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { checkedInput } from '@vitrine/runtime';
import { batchAnswer, batchOf } from '../intake/batch.js';
import { isRefused } from '../intake/checked.js';
import { ReceiptDoor } from '../outbox/receipt-door.js';

const batchSchema = batchOf('transactions', 500);

@Controller('v1/pos/transactions')
export class PosController {
  constructor(private readonly receipts: ReceiptDoor) {}

  @Post()
  @HttpCode(202)
  async post(@Body() body: unknown) {
    const [receipt] = await this.receipts.take([body]);
    if (isRefused(receipt)) throw receipt;
    return { ...receipt, status: 'accepted' };
  }

  @Post('batch')
  @HttpCode(200)
  async batch(@Body() body: unknown) {
    const receipts = await this.receipts.take(checkedInput(batchSchema, body).transactions);
    return batchAnswer(receipts, (receipt) => ({ ...receipt }));
  }
}
