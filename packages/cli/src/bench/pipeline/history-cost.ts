import { setTimeout as delay } from 'node:timers/promises';
import { BasketSold, PurchaseRecorded, receiptId, type ChainId, type MemberId, type Sku, type StoreId, type TillId } from '@vitrine/contracts';
import { EventPublisher, receivedAt } from '@vitrine/messaging';
import { tell } from '../../output/write-result.js';
import { BENCH_PRODUCTS, BENCH_STORE, memberOf, skuOf } from './shop.js';
import { behind, BENCH_CHAIN, type TestBed } from '../test-bed.js';

/** What a receipt costs once so many lie in the history. */
export interface HistoryCost {
  readonly receipts: number;
  /** CPU milliseconds of the reco-worker a receipt, from the log to the state: taste, statistics, learning, vectors. */
  readonly cpuMsPerReceipt: number;
  readonly receiptsPerSecond: number;
}

const AT_ONCE = 1_000;
const MEASURED = 5_000;
const LOOK_EVERY_MS = 100;
/** The reco-worker's groups that every receipt goes through. */
const GROUPS = [['reco-worker.purchases', PurchaseRecorded.topic.name], ['reco-worker.learner', BasketSold.topic.name]] as const;

/** Puts receipts of members into the log and measures, at each of these sizes of the history, what the next 5,000 cost. */
export async function measureHistoryCost(bed: TestBed, sizes: readonly number[], members: number): Promise<HistoryCost[]> {
  const costs: HistoryCost[] = [];
  let number = 0;
  const append = async (count: number): Promise<void> => {
    const publisher = new EventPublisher(bed.infrastructure.log);
    for (const end = number + count; number < end;) {
      const some = Array.from({ length: Math.min(AT_ONCE, end - number) }, (_, i) => receipt(number + i, members));
      await publisher.publish(PurchaseRecorded, some, receivedAt(Date.now()));
      number += some.length;
    }
    await settled(bed);
  };
  for (const size of sizes.toSorted((a, b) => a - b)) {
    await append(Math.max(0, size - MEASURED - number));
    const [cpu, started] = [bed.reco.cpuSeconds(), performance.now()];
    await append(MEASURED);
    const cost = { receipts: number, cpuMsPerReceipt: ((bed.reco.cpuSeconds() - cpu) * 1000) / MEASURED, receiptsPerSecond: (MEASURED * 1000) / (performance.now() - started) };
    tell(`with ${number} receipts in the history the next cost ${cost.cpuMsPerReceipt.toFixed(3)} CPU ms each`);
    costs.push(cost);
  }
  return costs;
}

/** Resolves when every receipt is applied and learnt. */
export async function settled({ infrastructure: { log } }: TestBed): Promise<void> {
  for (const [group, topic] of GROUPS) {
    while ((await behind(log, group, topic)) > 0) await delay(LOOK_EVERY_MS);
  }
}

function receipt(number: number, members: number): PurchaseRecorded {
  const place = { chainId: BENCH_CHAIN as ChainId, storeId: BENCH_STORE as StoreId, businessDay: '2026-01-01', tillId: `history-${number % 1000}` as TillId, sequenceNumber: Math.floor(number / 1000) };
  const lines = [0, 1].map((line) => ({ sku: skuOf((number * (7 + line) + line) % BENCH_PRODUCTS) as Sku, quantityMilli: 1000, unitPriceMinor: 199, discountMinor: 0, promotionId: null }));
  return {
    ...place, eventId: receiptId(place), timeZone: 'Europe/Berlin', occurredAtMs: Date.now(), kind: 'SALE', corrects: null, memberId: memberOf(number % members) as MemberId,
    currency: 'EUR', lines, totalMinor: 398,
  };
}
