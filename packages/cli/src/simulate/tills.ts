import type { ApiClient } from './api-client.js';
import { requireAccepted, SAMPLE_CURRENCY, SAMPLE_TIME_ZONE } from './back-office.js';
import type { SampleReceipt } from './sample-data.js';

const BATCH = 500;

/** The tills of all stores: number receipts per store and business day, and send them to the platform. */
export class Tills {
  private readonly businessDay = new Intl.DateTimeFormat('en-CA', { timeZone: SAMPLE_TIME_ZONE });
  private readonly sequence = new Map<string, number>();

  /**
   * @param tillId every till of this simulation; another one starts its numbers anew
   * @param members members that are known to the platform; other receipts go without a member
   */
  constructor(private readonly ingest: ApiClient, private readonly tillId: string, private readonly members: (memberId: string) => string | undefined) {}

  /** Sends receipts of the past in batches. Sending the same history again changes nothing. */
  async backfill(receipts: readonly SampleReceipt[], progress: (done: number) => void): Promise<void> {
    for (let from = 0; from < receipts.length; from += BATCH) {
      const transactions = receipts.slice(from, from + BATCH).map((receipt) => this.transaction(receipt, receipt.occurredAtMs));
      requireAccepted(await this.ingest.post('/v1/pos/transactions/batch', { transactions }));
      progress(Math.min(from + BATCH, receipts.length));
    }
  }

  /** Rings one receipt up now. */
  async sell(receipt: SampleReceipt, nowMs: number): Promise<string> {
    const { transactionId } = await this.ingest.post<{ transactionId: string }>('/v1/pos/transactions', this.transaction(receipt, nowMs));
    return transactionId;
  }

  private transaction({ storeId, memberId, lines }: SampleReceipt, occurredAtMs: number): object {
    const businessDay = this.businessDay.format(occurredAtMs);
    const known = this.members(memberId);
    return {
      storeId, tillId: this.tillId, businessDay, sequenceNumber: this.next(`${storeId}/${businessDay}`), occurredAt: new Date(occurredAtMs).toISOString(),
      kind: 'SALE', currency: SAMPLE_CURRENCY, ...(known === undefined ? {} : { memberId: known }),
      lines: lines.map(({ sku, quantity, unitPriceMinor, discountMinor }) => ({ sku, quantityMilli: quantity * 1000, unitPriceMinor, discountMinor })),
      totalMinor: lines.reduce((sum, { quantity, unitPriceMinor, discountMinor }) => sum + quantity * unitPriceMinor - discountMinor, 0),
    };
  }

  private next(key: string): number {
    const number = (this.sequence.get(key) ?? 0) + 1;
    this.sequence.set(key, number);
    return number;
  }
}
