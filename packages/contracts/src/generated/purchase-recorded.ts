// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, EventId, MemberId, StoreId, TillId } from '../identifiers.js';
import type { PurchaseKind, ReceiptLine } from './types.js';

/** A completed till transaction: a sale, a return or the voiding of an earlier one. */
export interface PurchaseRecorded {
  /** chain:store:businessDay:till:sequenceNumber, so every retry of a till has the same id. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Store within the chain. */
  readonly storeId: StoreId;
  /** Till within the store. */
  readonly tillId: TillId;
  /** The till's business day, YYYY-MM-DD, in the store's time zone; not always the calendar day. */
  readonly businessDay: string;
  /** IANA time zone of the store. */
  readonly timeZone: string;
  /** Number of the transaction at this till on this business day. */
  readonly sequenceNumber: number;
  /** When the sale was completed, UTC. */
  readonly occurredAtMs: number;
  /** SALE adds, RETURN and VOID take back. */
  readonly kind: PurchaseKind;
  /** The transaction that a VOID or a linked RETURN takes back. */
  readonly corrects: EventId | null;
  /** Member, where the receipt carries one. */
  readonly memberId: MemberId | null;
  /** ISO 4217 code of every amount in this event. */
  readonly currency: string;
  /** The lines, at least one. */
  readonly lines: readonly ReceiptLine[];
  /** What was paid or paid back: sum of quantity x unit price less discounts, rounded by the till. Integer minor units of the event's currency. */
  readonly totalMinor: number;
}

export const PurchaseRecorded: EventContract<PurchaseRecorded> = defineEvent({
  name: 'PurchaseRecorded',
  topic: { name: 'purchase.recorded.v1', partitions: 12, cleanup: 'delete', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 5, schema: {"type":"record","name":"PurchaseRecorded","namespace":"com.vitrine","doc":"A completed till transaction: a sale, a return or the voiding of an earlier one.","fields":[{"name":"eventId","type":"string","doc":"chain:store:businessDay:till:sequenceNumber, so every retry of a till has the same id.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"tillId","type":"string","doc":"Till within the store.","brand":"TillId"},{"name":"businessDay","type":"string","doc":"The till's business day, YYYY-MM-DD, in the store's time zone; not always the calendar day."},{"name":"timeZone","type":"string","doc":"IANA time zone of the store."},{"name":"sequenceNumber","type":"long","doc":"Number of the transaction at this till on this business day."},{"name":"occurredAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the sale was completed, UTC."},{"name":"kind","type":{"type":"enum","name":"PurchaseKind","doc":"What the transaction is.","symbols":["SALE","RETURN","VOID","OTHER"],"default":"OTHER"},"doc":"SALE adds, RETURN and VOID take back."},{"name":"corrects","type":["null","string"],"doc":"The transaction that a VOID or a linked RETURN takes back.","brand":"EventId","default":null},{"name":"memberId","type":["null","string"],"doc":"Member, where the receipt carries one.","brand":"MemberId","default":null},{"name":"currency","type":"string","doc":"ISO 4217 code of every amount in this event."},{"name":"lines","type":{"type":"array","items":{"type":"record","name":"ReceiptLine","doc":"One line of a till receipt.","fields":[{"name":"sku","type":"string","doc":"Product sold.","brand":"Sku"},{"name":"quantityMilli","type":"long","doc":"Quantity in thousandths of the product's unit: 1000 is one piece, 350 is 0.35 kg. Positive; the event's kind says which way goods went."},{"name":"unitPriceMinor","type":"long","doc":"Shelf price of one unit before discount. Integer minor units of the event's currency."},{"name":"discountMinor","type":"long","doc":"Discount on the whole line, 0 or more. Integer minor units of the event's currency."},{"name":"promotionId","type":["null","string"],"doc":"Promotion the till applied.","brand":"PromotionId","default":null}]}},"doc":"The lines, at least one."},{"name":"totalMinor","type":"long","doc":"What was paid or paid back: sum of quantity x unit price less discounts, rounded by the till. Integer minor units of the event's currency."}]} },
  ],
  key: (event) => event.memberId ?? event.eventId,
  timeMs: (event) => event.occurredAtMs,
});
