import { Injectable } from '@nestjs/common';
import { PurchaseRecorded, VitrineError, type EventId, type LogPosition, type MemberId, type Sku } from '@vitrine/contracts';
import { EventLog } from '@vitrine/messaging';
import type { KnownGoods, MemberReceipt } from '@vitrine/recommender';
import { Chain } from '@vitrine/runtime';
import { Members, Products } from '@vitrine/state';

/** A receipt as a ranking model learns from it; nobody's where there is no member who consents to it. */
export interface HistoryReceipt extends Omit<MemberReceipt, 'memberId'> {
  readonly memberId: MemberId | null;
}

/** Every receipt of the chain up to a moment. */
export interface SalesHistory {
  /** By time of sale, then id. */
  readonly receipts: readonly HistoryReceipt[];
  readonly goods: ReadonlyMap<Sku, KnownGoods>;
  /** First positions not in it. */
  readonly end: readonly LogPosition[];
}

const PERCENT = 100;
const MILLI = 1000;
/** Entities asked for at once. */
const AT_ONCE = 1000;

/**
 * Reads sales as the reco-workers apply them: each once, without those that were voided, without sensitive and unknown products,
 * and with the member only where they consent to their purchases being kept.
 */
@Injectable()
export class ReceiptHistory {
  constructor(private readonly log: EventLog, private readonly products: Products, private readonly members: Members, private readonly chain: Chain) {}

  /** @throws VitrineError `log_unavailable` */
  async read(signal: AbortSignal): Promise<SalesHistory> {
    const sales = new Map<EventId, PurchaseRecorded>();
    const voided = new Set<EventId>();
    const ends = await this.log.ends(PurchaseRecorded.topic.name);
    for (const { topic, partition, begin, end } of ends) {
      for await (const { value } of this.log.read({ topic, partition }, begin, end, signal)) {
        const event = value === null ? null : decoded(value);
        if (event === null || event.chainId !== this.chain.id) continue;
        if (event.kind === 'SALE') sales.set(event.eventId, event);
        else if (event.kind === 'VOID' && event.corrects !== null) voided.add(event.corrects);
      }
    }
    const kept = [...sales.values()].filter(({ eventId }) => !voided.has(eventId));
    const [goods, consenting] = await Promise.all([this.goodsOf(kept), this.consentingAmong(kept)]);
    const receipts = kept.map((sale) => receiptOf(sale, goods, consenting)).filter(({ items }) => items.length > 0).toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
    return { receipts, goods, end: ends.map(({ topic, partition, end }) => ({ topic, partition, offset: end })) };
  }

  private async goodsOf(sales: readonly PurchaseRecorded[]): Promise<ReadonlyMap<Sku, KnownGoods>> {
    const goods = new Map<Sku, KnownGoods>();
    for (const skus of inPieces(new Set(sales.flatMap(({ lines }) => lines.map(({ sku }) => sku))))) {
      const records = await this.products.getMany(this.chain.id, skus);
      for (const { sku, title, categoryPath, sensitive } of records.values()) if (!sensitive) goods.set(sku, { title, categoryPath });
    }
    return goods;
  }

  private async consentingAmong(sales: readonly PurchaseRecorded[]): Promise<ReadonlySet<MemberId>> {
    const consenting = new Set<MemberId>();
    for (const memberIds of inPieces(new Set(sales.flatMap(({ memberId }) => memberId ?? [])))) {
      for (const { memberId, active, consents } of (await this.members.getMany(this.chain.id, memberIds)).values()) {
        if (active && consents.some(({ purpose, granted }) => purpose === 'TASTE' && granted)) consenting.add(memberId);
      }
    }
    return consenting;
  }
}

function receiptOf({ eventId, memberId, storeId, occurredAtMs, lines }: PurchaseRecorded, goods: ReadonlyMap<Sku, KnownGoods>, consenting: ReadonlySet<MemberId>): HistoryReceipt {
  const discounts = new Map<Sku, number>();
  for (const { sku, quantityMilli, unitPriceMinor, discountMinor } of lines) {
    if (!goods.has(sku)) continue;
    const shelfMinor = (unitPriceMinor * quantityMilli) / MILLI;
    const percent = shelfMinor > 0 ? Math.min(PERCENT, (PERCENT * discountMinor) / shelfMinor) : 0;
    discounts.set(sku, Math.max(discounts.get(sku) ?? 0, percent));
  }
  return { id: eventId, memberId: memberId !== null && consenting.has(memberId) ? memberId : null, storeId, atMs: occurredAtMs, items: [...discounts.keys()], discounts: [...discounts.values()] };
}

function decoded(value: Buffer): PurchaseRecorded | null {
  try {
    return PurchaseRecorded.decode(value);
  } catch (error) {
    if (error instanceof VitrineError) return null;
    throw error;
  }
}

function* inPieces<T>(all: ReadonlySet<T>): Generator<T[]> {
  const list = [...all];
  for (let at = 0; at < list.length; at += AT_ONCE) yield list.slice(at, at + AT_ONCE);
}
