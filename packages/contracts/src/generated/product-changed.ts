// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, EventId, Sku } from '../identifiers.js';

/** A product as it is now. */
export interface ProductChanged {
  /** chain:sku:changedAt. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Product. */
  readonly sku: Sku;
  /** When the change was made, UTC. */
  readonly changedAtMs: number;
  /** Name shown to shoppers. */
  readonly title: string;
  /** Categories from the widest to the narrowest. */
  readonly categoryPath: readonly string[];
  /** Brand, where known. */
  readonly brand: string | null;
  /** True keeps the product off every screen and out of every taste. */
  readonly sensitive: boolean;
  /** False once delisted. */
  readonly active: boolean;
  /** What is left of the shelf price after cost, in percent of it, before any discount; below 0 where it is sold at a loss. Null where the chain does not tell. */
  readonly marginPercent: number | null;
}

export const ProductChanged: EventContract<ProductChanged> = defineEvent({
  name: 'ProductChanged',
  topic: { name: 'product.changed.v1', partitions: 6, cleanup: 'compact', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 8, schema: {"type":"record","name":"ProductChanged","namespace":"com.vitrine","doc":"A product as it is now.","fields":[{"name":"eventId","type":"string","doc":"chain:sku:changedAt.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"sku","type":"string","doc":"Product.","brand":"Sku"},{"name":"changedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the change was made, UTC."},{"name":"title","type":"string","doc":"Name shown to shoppers."},{"name":"categoryPath","type":{"type":"array","items":"string"},"doc":"Categories from the widest to the narrowest."},{"name":"brand","type":["null","string"],"doc":"Brand, where known.","default":null},{"name":"sensitive","type":"boolean","doc":"True keeps the product off every screen and out of every taste."},{"name":"active","type":"boolean","doc":"False once delisted."}]} },
    { version: 2, id: 21, schema: {"type":"record","name":"ProductChanged","namespace":"com.vitrine","doc":"A product as it is now.","fields":[{"name":"eventId","type":"string","doc":"chain:sku:changedAt.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"sku","type":"string","doc":"Product.","brand":"Sku"},{"name":"changedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the change was made, UTC."},{"name":"title","type":"string","doc":"Name shown to shoppers."},{"name":"categoryPath","type":{"type":"array","items":"string"},"doc":"Categories from the widest to the narrowest."},{"name":"brand","type":["null","string"],"doc":"Brand, where known.","default":null},{"name":"sensitive","type":"boolean","doc":"True keeps the product off every screen and out of every taste."},{"name":"active","type":"boolean","doc":"False once delisted."},{"name":"marginPercent","type":["null","double"],"doc":"What is left of the shelf price after cost, in percent of it, before any discount; below 0 where it is sold at a loss. Null where the chain does not tell.","default":null}]} },
  ],
  key: (event) => event.sku,
  timeMs: (event) => event.changedAtMs,
});
