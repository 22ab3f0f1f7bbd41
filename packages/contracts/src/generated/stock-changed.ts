// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, EventId, Sku, StoreId } from '../identifiers.js';

/** What is on hand of one product in one store. */
export interface StockChanged {
  /** chain:store:sku:countedAt. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Store within the chain. */
  readonly storeId: StoreId;
  /** Product. */
  readonly sku: Sku;
  /** When it was counted, UTC; an older count never replaces a newer one. */
  readonly countedAtMs: number;
  /** Stock on hand in thousandths of the product's unit; 0 or less is out of stock. */
  readonly onHandMilli: number;
}

export const StockChanged: EventContract<StockChanged> = defineEvent({
  name: 'StockChanged',
  topic: { name: 'stock.changed.v1', partitions: 6, cleanup: 'compact', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 10, schema: {"type":"record","name":"StockChanged","namespace":"com.vitrine","doc":"What is on hand of one product in one store.","fields":[{"name":"eventId","type":"string","doc":"chain:store:sku:countedAt.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"sku","type":"string","doc":"Product.","brand":"Sku"},{"name":"countedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When it was counted, UTC; an older count never replaces a newer one."},{"name":"onHandMilli","type":"long","doc":"Stock on hand in thousandths of the product's unit; 0 or less is out of stock."}]} },
  ],
  key: (event) => `${event.storeId}:${event.sku}`,
  timeMs: (event) => event.countedAtMs,
});
