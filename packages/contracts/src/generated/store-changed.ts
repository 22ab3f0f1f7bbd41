// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { CatalogueRegion, ChainId, EventId, StoreId } from '../identifiers.js';
import type { Booth, TriggerKind } from './types.js';

/** A store as it is now, with its booths and what its policy permits. */
export interface StoreChanged {
  /** chain:store:changedAt. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Store within the chain. */
  readonly storeId: StoreId;
  /** When the change was made, UTC. */
  readonly changedAtMs: number;
  /** Name shown to staff. */
  readonly title: string;
  /** IANA time zone. */
  readonly timeZone: string;
  /** ISO 4217 code; receipts in another currency are refused. */
  readonly currency: string;
  /** Catalogue region of the store's model. */
  readonly region: CatalogueRegion;
  /** Triggers the store's policy allows. Empty: recognition is off. */
  readonly triggers: readonly TriggerKind[];
  /** The booths of the store. */
  readonly booths: readonly Booth[];
  /** False once the store is closed for good. */
  readonly active: boolean;
}

export const StoreChanged: EventContract<StoreChanged> = defineEvent({
  name: 'StoreChanged',
  topic: { name: 'store.changed.v1', partitions: 1, cleanup: 'compact', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 7, schema: {"type":"record","name":"StoreChanged","namespace":"com.vitrine","doc":"A store as it is now, with its booths and what its policy permits.","fields":[{"name":"eventId","type":"string","doc":"chain:store:changedAt.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"changedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the change was made, UTC."},{"name":"title","type":"string","doc":"Name shown to staff."},{"name":"timeZone","type":"string","doc":"IANA time zone."},{"name":"currency","type":"string","doc":"ISO 4217 code; receipts in another currency are refused."},{"name":"region","type":"string","doc":"Catalogue region of the store's model.","brand":"CatalogueRegion"},{"name":"triggers","type":{"type":"array","items":{"type":"enum","name":"TriggerKind","doc":"Kinds of trigger a store's policy can allow.","symbols":["TOKEN","GESTURE","APPROACH","UNKNOWN"],"default":"UNKNOWN"}},"doc":"Triggers the store's policy allows. Empty: recognition is off."},{"name":"booths","type":{"type":"array","items":{"type":"record","name":"Booth","doc":"A booth of a store.","fields":[{"name":"boothId","type":"string","doc":"Booth.","brand":"BoothId"},{"name":"title","type":"string","doc":"Name shown to staff."}]}},"doc":"The booths of the store."},{"name":"active","type":"boolean","doc":"False once the store is closed for good."}]} },
  ],
  key: (event) => event.storeId,
  timeMs: (event) => event.changedAtMs,
});
