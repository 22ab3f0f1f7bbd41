import { setTimeout as delay } from 'node:timers/promises';
import type { EventId, SessionId } from '@vitrine/contracts';
import { identityAt, slateOf } from '../check/probes.js';
import type { BatchResults, IngestClient } from '../load/ingest-client.js';
import type { Inside } from '../platform/campaign-platform.js';
import { WORLD } from '../world/world.js';

/** Milliseconds from a receipt's sending to its effect, and from an identity to the slate of its booth. */
export interface WaitingTimes {
  readonly receipts: readonly number[];
  readonly identities: readonly number[];
}

const EVERY_MS = 1_000;
const LONGEST_MS = 30_000;

/** Sends a receipt and an identity now and then and waits for what they lead to. */
export class WaitingTimesProbe {
  private number = 0;

  /** @param today business day of the receipts, YYYY-MM-DD */
  constructor(private readonly ingest: IngestClient, private readonly inside: Inside, private readonly today: string) {}

  async measure(ms: number): Promise<WaitingTimes> {
    const receipts: number[] = [];
    const identities: number[] = [];
    const until = performance.now() + ms;
    while (performance.now() < until) {
      this.number += 1;
      const [receipt, identity] = await Promise.all([this.receipt(), this.identity()]);
      receipts.push(receipt);
      identities.push(identity);
      await delay(EVERY_MS);
    }
    return { receipts, identities };
  }

  private async receipt(): Promise<number> {
    const begin = performance.now();
    const transaction = {
      storeId: WORLD.stores[0], tillId: 'probe', businessDay: this.today, sequenceNumber: this.number, occurredAt: `${this.today}T00:00:00.000Z`, kind: 'SALE', currency: WORLD.currency,
      memberId: WORLD.members[this.number % WORLD.members.length], lines: [{ sku: WORLD.products[0], quantityMilli: 1000, unitPriceMinor: 100 }], totalMinor: 100,
    };
    const { body } = await this.ingest.insist<BatchResults>('POST', '/v1/pos/transactions/batch', { transactions: [transaction] });
    const id = body.results[0]?.transactionId as EventId;
    while (performance.now() - begin < LONGEST_MS && !(await this.inside.state.receiptLedger.applied([id])).has(id)) await delay(10);
    return performance.now() - begin;
  }

  private async identity(): Promise<number> {
    const begin = performance.now();
    const booth = { chainId: WORLD.chainId, storeId: WORLD.stores[this.number % WORLD.stores.length]!, boothId: WORLD.booths[0]! };
    const origin = { topic: 'campaign.soak', partition: 0, offset: this.number };
    await slateOf(this.inside, { booth, identity: identityAt(booth, WORLD.members[0]!, origin, `soak-${this.number}` as SessionId, Date.now()) }, () => Date.now());
    return performance.now() - begin;
  }
}
