// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { CatalogueRegion, ChainId, EventId, Sku, StoreId } from '../identifiers.js';
import type { Position } from './types.js';

/** The learner's input, in its final order: the products of one accepted receipt. */
export interface BasketSold {
  /** Id of the receipt. */
  readonly eventId: EventId;
  /** Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest. */
  readonly origin: Position;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Catalogue region: one model, one partition. */
  readonly region: CatalogueRegion;
  /** Store within the chain. */
  readonly storeId: StoreId;
  /** When the receipt was completed, UTC. */
  readonly occurredAtMs: number;
  /** Distinct products in the order of the receipt. */
  readonly skus: readonly Sku[];
}

export const BasketSold: EventContract<BasketSold> = defineEvent({
  name: 'BasketSold',
  topic: { name: 'basket.sold.v1', partitions: 1, cleanup: 'delete', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 6, schema: {"type":"record","name":"BasketSold","namespace":"com.vitrine","doc":"The learner's input, in its final order: the products of one accepted receipt.","fields":[{"name":"eventId","type":"string","doc":"Id of the receipt.","brand":"EventId"},{"name":"origin","type":{"type":"record","name":"Position","doc":"Where in the log a record stands.","fields":[{"name":"topic","type":"string","doc":"Topic name."},{"name":"partition","type":"int","doc":"Partition number, from 0."},{"name":"offset","type":"long","doc":"Offset within the partition, from 0."}]},"doc":"Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest."},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"region","type":"string","doc":"Catalogue region: one model, one partition.","brand":"CatalogueRegion"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"occurredAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the receipt was completed, UTC."},{"name":"skus","type":{"type":"array","items":"string"},"doc":"Distinct products in the order of the receipt.","brand":"Sku"}]} },
  ],
  key: (event) => event.region,
  timeMs: (event) => event.occurredAtMs,
});
