import { Controller, Get, Inject } from '@nestjs/common';
import { OUTBOX } from './receipt-door.js';
import type { ReceiptOutbox } from './receipt-outbox.js';

const MOST_REFUSALS = 500;

@Controller('v1/pos/outbox')
export class OutboxController {
  constructor(@Inject(OUTBOX) private readonly outbox: ReceiptOutbox | null) {}

  /** What waits, and what was refused after it had been kept. */
  @Get()
  get() {
    const { outbox } = this;
    if (outbox === null) return { enabled: false, waiting: 0, bytes: 0, refused: [] };
    return { enabled: true, waiting: outbox.length, bytes: outbox.bytes, refused: outbox.refusals(MOST_REFUSALS) };
  }
}
