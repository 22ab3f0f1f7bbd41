import { Injectable } from '@nestjs/common';
import { PurchaseRecorded, type EventId, type LogPosition, type MemberId, type Sku } from '@vitrine/contracts';
import { EventLog } from '@vitrine/messaging';
import type { KnownGoods, MemberReceipt } from '@vitrine/recommender';
import { Chain } from '@vitrine/runtime';
import { Members, Products, Stores } from '@vitrine/state';
import { mergedPurchases } from './merged-purchases.js';

/** A receipt as a ranking model learns from it; nobody's where there is no member who consents to it. */
export interface HistoryReceipt extends Omit<MemberReceipt, 'memberId'> {
  readonly memberId: MemberId | null;
}

/** Every receipt of the chain up to a moment: counted once, and then read again one by one, so that a long history needs no more memory than a short one. */
export interface SalesHistory {
  readonly receipts: number;
  readonly newestMs: number;
  /** Receipts of members with something at a discount, by day since 1970. */
  readonly discountedPerDay: ReadonlyMap<number, number>;
  readonly goods: ReadonlyMap<Sku, KnownGoods>;
  /** Catalogue region of each store. */
  readonly regions: ReadonlyMap<string, string>;
  /** First positions not in it. */
  readonly end: readonly LogPosition[];
  /** Oldest first, but for those that came late. @throws VitrineError `log_unavailable` */
  read(): AsyncIterable<HistoryReceipt>;
}

export const DAY_MS = 86_400_000;
const PERCENT = 100;
const MILLI = 1000;
/** Sales whose products and members are asked for at once. */
const AT_ONCE = 500;

/** Products and members that sales name, each asked for once. */
interface Known {
  readonly goods: Map<Sku, KnownGoods>;
  readonly skus: Set<Sku>;
  readonly consenting: Map<MemberId, boolean>;
}

/**
 * Reads sales as the reco-workers apply them: each once, without those that were voided, without sensitive and unknown products,
 * and with the member only where they consent to their purchases being kept.
 */
@Injectable()
export class ReceiptHistory {
  constructor(private readonly log: EventLog, private readonly products: Products, private readonly members: Members, private readonly stores: Stores, private readonly chain: Chain) {}

  /** @throws VitrineError `log_unavailable` */
  async open(signal: AbortSignal): Promise<SalesHistory> {
    const ranges = await this.log.ends(PurchaseRecorded.topic.name);
    const known: Known = { goods: new Map(), skus: new Set(), consenting: new Map() };
    const voided = new Set<EventId>();
    for await (const { chainId, kind, corrects } of mergedPurchases(this.log, ranges, signal)) {
      if (chainId === this.chain.id && kind === 'VOID' && corrects !== null) voided.add(corrects);
    }
    const read = (): AsyncGenerator<HistoryReceipt> => this.receipts(mergedPurchases(this.log, ranges, signal), voided, known);
    const discountedPerDay = new Map<number, number>();
    let [receipts, newestMs] = [0, 0];
    for await (const { memberId, atMs, discounts } of read()) {
      receipts += 1;
      newestMs = Math.max(newestMs, atMs);
      const day = Math.floor(atMs / DAY_MS);
      if (memberId !== null && discounts.some((discount) => discount > 0)) discountedPerDay.set(day, (discountedPerDay.get(day) ?? 0) + 1);
    }
    const regions = new Map((await this.stores.list(this.chain.id)).map(({ storeId, region }) => [storeId as string, region as string]));
    return { receipts, newestMs, discountedPerDay, goods: known.goods, regions, end: ranges.map(({ topic, partition, end }) => ({ topic, partition, offset: end })), read };
  }

  private async *receipts(purchases: AsyncIterable<PurchaseRecorded>, voided: ReadonlySet<EventId>, known: Known): AsyncGenerator<HistoryReceipt> {
    for await (const sales of inPieces(purchases, ({ chainId, kind, eventId }) => chainId === this.chain.id && kind === 'SALE' && !voided.has(eventId))) {
      await Promise.all([this.learnGoods(sales, known), this.learnMembers(sales, known)]);
      for (const sale of sales) {
        const receipt = receiptOf(sale, known);
        if (receipt.items.length > 0) yield receipt;
      }
    }
  }

  private async learnGoods(sales: readonly PurchaseRecorded[], { goods, skus }: Known): Promise<void> {
    const unknown = [...new Set(sales.flatMap(({ lines }) => lines.map(({ sku }) => sku)))].filter((sku) => !skus.has(sku));
    const records = await this.products.getMany(this.chain.id, unknown);
    for (const sku of unknown) skus.add(sku);
    for (const { sku, title, categoryPath, sensitive } of records.values()) if (!sensitive) goods.set(sku, { title, categoryPath });
  }

  private async learnMembers(sales: readonly PurchaseRecorded[], { consenting }: Known): Promise<void> {
    const unknown = [...new Set(sales.flatMap(({ memberId }) => memberId ?? []))].filter((memberId) => !consenting.has(memberId));
    const records = await this.members.getMany(this.chain.id, unknown);
    for (const memberId of unknown) {
      const member = records.get(memberId);
      consenting.set(memberId, member !== undefined && member.active && member.consents.some(({ purpose, granted }) => purpose === 'TASTE' && granted));
    }
  }
}

function receiptOf({ eventId, memberId, storeId, occurredAtMs, lines }: PurchaseRecorded, { goods, consenting }: Known): HistoryReceipt {
  const discounts = new Map<Sku, number>();
  for (const { sku, quantityMilli, unitPriceMinor, discountMinor } of lines) {
    if (!goods.has(sku)) continue;
    const shelfMinor = (unitPriceMinor * quantityMilli) / MILLI;
    const percent = shelfMinor > 0 ? Math.min(PERCENT, (PERCENT * discountMinor) / shelfMinor) : 0;
    discounts.set(sku, Math.max(discounts.get(sku) ?? 0, percent));
  }
  return { id: eventId, memberId: memberId !== null && consenting.get(memberId) === true ? memberId : null, storeId, atMs: occurredAtMs, items: [...discounts.keys()], discounts: [...discounts.values()] };
}

async function* inPieces<T>(all: AsyncIterable<T>, wanted: (one: T) => boolean): AsyncGenerator<T[]> {
  let piece: T[] = [];
  for await (const one of all) {
    if (!wanted(one)) continue;
    piece.push(one);
    if (piece.length < AT_ONCE) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
