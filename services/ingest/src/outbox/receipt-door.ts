import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { VitrineError, type EventId } from '@vitrine/contracts';
import { Chain, checkedInput, Metrics } from '@vitrine/runtime';
import { attempt, isRefused, next, passed, type Checked } from '../intake/checked.js';
import { ReceiptIntake } from '../pos/receipt-intake.js';
import { receiptSchema, transactionId } from '../pos/receipt.js';
import { ReceiptOutbox } from './receipt-outbox.js';

/** Answer to a till about one receipt. */
export interface TakenReceipt {
  readonly transactionId: EventId;
  /** Present where the receipt waits in the outbox: it is safe, but not yet in the log, and was checked for its shape only. */
  readonly kept?: true;
}

/** Injection token of the outbox; null where receipts are answered 503 instead. */
export const OUTBOX = Symbol('ReceiptOutbox');

const AT_ONCE = 100;
const RETRY_MS = 1000;

/**
 * Takes receipts in; with an outbox, also while log or state do not answer. Once receipts wait, later ones wait behind them, so that each till's
 * order holds; they go on by themselves, and what was published without being crossed off is published again and applied once.
 */
@Injectable()
export class ReceiptDoor implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ReceiptDoor.name);
  private readonly counter;
  private timer: NodeJS.Timeout | undefined;
  private draining: Promise<void> | null = null;
  private closed = false;

  constructor(private readonly intake: ReceiptIntake, private readonly chain: Chain, @Inject(OUTBOX) private readonly outbox: ReceiptOutbox | null, metrics: Metrics) {
    this.counter = metrics.counter('vitrine_outbox_receipts_total', 'Receipts that went into the outbox, or out of it, by what became of them', ['outcome']);
    const waiting = metrics.gauge('vitrine_outbox_receipts', 'Receipts waiting in the outbox', []);
    metrics.beforeScrape(async () => waiting.set(outbox?.length ?? 0));
  }

  /** @throws VitrineError retriable where nothing was taken; `overloaded` when the outbox takes no more */
  async take(inputs: readonly unknown[]): Promise<Checked<TakenReceipt>[]> {
    const { outbox } = this;
    if (outbox === null) return taken(await this.intake.take(inputs));
    if (outbox.length > 0) return this.keep(outbox, inputs);
    try {
      return taken(await this.intake.take(inputs));
    } catch (error) {
      if (!isOutage(error)) throw error;
      return this.keep(outbox, inputs);
    }
  }

  onApplicationBootstrap(): void {
    this.drainSoon(0);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.draining;
    await this.outbox?.close();
  }

  private async keep(outbox: ReceiptOutbox, inputs: readonly unknown[]): Promise<Checked<TakenReceipt>[]> {
    const receipts = inputs.map((input) => attempt(() => ({ input, receipt: checkedInput(receiptSchema, input) })));
    await outbox.keep(passed(receipts).map(({ input }) => input));
    this.counter.inc({ outcome: 'kept' }, passed(receipts).length);
    this.drainSoon(RETRY_MS);
    return next(receipts, ({ receipt }) => ({ transactionId: transactionId(receipt, this.chain.id), kept: true as const }));
  }

  private drainSoon(afterMs: number): void {
    if (this.outbox === null || this.closed || this.draining !== null) return;
    clearTimeout(this.timer);
    const { outbox } = this;
    this.timer = setTimeout(() => {
      this.draining = this.drain(outbox).finally(() => {
        this.draining = null;
        if (outbox.length > 0) this.drainSoon(RETRY_MS);
      });
    }, afterMs);
  }

  private async drain(outbox: ReceiptOutbox): Promise<void> {
    while (!this.closed && outbox.length > 0) {
      const batch = outbox.first(AT_ONCE);
      try {
        const results = await this.intake.take(batch.map(({ receipt }) => receipt));
        const refused = batch.flatMap((kept, index) => {
          const result = results[index];
          return result !== undefined && isRefused(result) ? [{ ...kept, code: result.code, detail: result.message }] : [];
        });
        await outbox.settle(batch.map(({ number }) => number), refused);
        this.counter.inc({ outcome: 'accepted' }, batch.length - refused.length);
        this.counter.inc({ outcome: 'refused' }, refused.length);
        for (const { number, code, detail } of refused) this.logger.error(`receipt ${number} of the outbox was refused and put aside: ${code}, ${detail}`);
      } catch (error) {
        if (!isOutage(error)) this.logger.error(error);
        return;
      }
    }
  }
}

/** Log or state do not answer, or are being filled again. */
function isOutage(error: unknown): boolean {
  return error instanceof VitrineError && ['log_unavailable', 'state_unavailable', 'not_ready'].includes(error.code);
}

function taken(purchases: Awaited<ReturnType<ReceiptIntake['take']>>): Checked<TakenReceipt>[] {
  return next(purchases, ({ eventId }) => ({ transactionId: eventId }));
}
