// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, EventId, PromotionId, Sku, StoreId } from '../identifiers.js';

/** A promotion of one product in one store as it is now. */
export interface PromotionChanged {
  /** chain:promotion:changedAt. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Store within the chain. */
  readonly storeId: StoreId;
  /** Promotion. */
  readonly promotionId: PromotionId;
  /** When the change was made, UTC. */
  readonly changedAtMs: number;
  /** Product promoted. */
  readonly sku: Sku;
  /** First moment of validity, UTC. */
  readonly startsAtMs: number;
  /** First moment after validity, UTC. */
  readonly endsAtMs: number;
  /** Discount off the shelf price, 0 to 100. */
  readonly discountPercent: number;
  /** Where in the store the product is put up, as the retailer codes it; empty for nowhere. */
  readonly display: string;
  /** Where in the mailer it stands, as the retailer codes it; empty for nowhere. */
  readonly mailer: string;
  /** False once withdrawn before its end. */
  readonly active: boolean;
}

export const PromotionChanged: EventContract<PromotionChanged> = defineEvent({
  name: 'PromotionChanged',
  topic: { name: 'promotion.changed.v1', partitions: 6, cleanup: 'compact', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 9, schema: {"type":"record","name":"PromotionChanged","namespace":"com.vitrine","doc":"A promotion of one product in one store as it is now.","fields":[{"name":"eventId","type":"string","doc":"chain:promotion:changedAt.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"promotionId","type":"string","doc":"Promotion.","brand":"PromotionId"},{"name":"changedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the change was made, UTC."},{"name":"sku","type":"string","doc":"Product promoted.","brand":"Sku"},{"name":"startsAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"First moment of validity, UTC."},{"name":"endsAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"First moment after validity, UTC."},{"name":"discountPercent","type":"int","doc":"Discount off the shelf price, 0 to 100."},{"name":"display","type":"string","doc":"Where in the store the product is put up, as the retailer codes it; empty for nowhere."},{"name":"mailer","type":"string","doc":"Where in the mailer it stands, as the retailer codes it; empty for nowhere."},{"name":"active","type":"boolean","doc":"False once withdrawn before its end."}]} },
  ],
  key: (event) => event.promotionId,
  timeMs: (event) => event.changedAtMs,
});
