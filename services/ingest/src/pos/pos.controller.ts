import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { checkedInput } from '@vitrine/runtime';
import { batchAnswer, batchOf } from '../intake/batch.js';
import { isRefused } from '../intake/checked.js';
import { ReceiptIntake } from './receipt-intake.js';

const batchSchema = batchOf('transactions', 500);

@Controller('v1/pos/transactions')
export class PosController {
  constructor(private readonly receipts: ReceiptIntake) {}

  @Post()
  @HttpCode(202)
  async post(@Body() body: unknown) {
    const [purchase] = await this.receipts.take([body]);
    if (isRefused(purchase)) throw purchase;
    return { transactionId: purchase?.eventId, status: 'accepted' };
  }

  @Post('batch')
  @HttpCode(200)
  async batch(@Body() body: unknown) {
    const purchases = await this.receipts.take(checkedInput(batchSchema, body).transactions);
    return batchAnswer(purchases, ({ eventId }) => ({ transactionId: eventId }));
  }
}
