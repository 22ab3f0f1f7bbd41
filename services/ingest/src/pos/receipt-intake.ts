import { Injectable } from '@nestjs/common';
import { PurchaseRecorded, VitrineError, type EventId } from '@vitrine/contracts';
import { receivedAt } from '@vitrine/messaging';
import { Clock } from '@vitrine/runtime';
import { ReceiptLedger } from '@vitrine/state';
import { next, passed, type Checked } from '../intake/checked.js';
import { Intake } from '../intake/intake.js';
import { ReceiptChecks, type CheckedReceipt } from './receipt-checks.js';

/**
 * Takes receipts in: check, reserve the number, publish. A retry with the same contents is published again, since nobody knows whether the first
 * attempt got through; it is applied once, by its id. Other contents under the same number are refused.
 */
@Injectable()
export class ReceiptIntake {
  constructor(private readonly checks: ReceiptChecks, private readonly ledger: ReceiptLedger, private readonly intake: Intake, private readonly clock: Clock) {}

  /** The purchases in the order of the receipts, or why one was refused. @throws VitrineError when log or state do not answer */
  async take(inputs: readonly unknown[]): Promise<Checked<PurchaseRecorded>[]> {
    const receipts = await this.checks.check(inputs);
    const holders = await this.reserve(passed(receipts));
    const purchases = next(receipts, ({ purchase, contentSha256 }) => {
      if (holders.get(purchase.eventId) !== contentSha256) throw conflict(purchase);
      return purchase;
    });
    await this.intake.take(PurchaseRecorded, purchases, receivedAt(this.clock.nowMs()));
    return purchases;
  }

  /** Which contents hold each number; within one request the first does. */
  private async reserve(receipts: readonly CheckedReceipt[]): Promise<ReadonlyMap<EventId, string>> {
    const firsts = new Map<EventId, string>();
    for (const { purchase, contentSha256 } of receipts) if (!firsts.has(purchase.eventId)) firsts.set(purchase.eventId, contentSha256);
    return this.ledger.reserve(firsts);
  }
}

function conflict({ storeId, tillId, businessDay, sequenceNumber }: PurchaseRecorded): VitrineError {
  return new VitrineError('receipt_conflict', `till ${tillId} of store ${storeId} has sent another receipt ${sequenceNumber} on ${businessDay}`, { field: 'sequenceNumber' });
}
