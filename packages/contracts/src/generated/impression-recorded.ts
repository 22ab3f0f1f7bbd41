// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { BoothId, ChainId, EventId, SessionId, Sku, StoreId } from '../identifiers.js';
import type { ImpressionKind } from './types.js';

/** What a display reports about a slate. */
export interface ImpressionRecorded {
  /** Made by the display; a retry has the same id. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Store within the chain. */
  readonly storeId: StoreId;
  /** Booth (display with camera) within the store. */
  readonly boothId: BoothId;
  /** Opaque booth session: one shopper's stay in front of the booth. Never derived from a member. */
  readonly sessionId: SessionId;
  /** The slate (OfferDecided.eventId) that was on screen. */
  readonly slateId: EventId;
  /** When it happened at the display, UTC. */
  readonly occurredAtMs: number;
  /** SHOWN: on screen. DISMISSED: waved away. NOT_ME: the shopper says it is somebody else; ends the session. HANDED_OFF: taken to the phone. */
  readonly kind: ImpressionKind;
  /** Offer concerned; null for the whole slate. */
  readonly sku: Sku | null;
}

export const ImpressionRecorded: EventContract<ImpressionRecorded> = defineEvent({
  name: 'ImpressionRecorded',
  topic: { name: 'impression.recorded.v1', partitions: 12, cleanup: 'delete', retentionMs: 2419200000, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 15, schema: {"type":"record","name":"ImpressionRecorded","namespace":"com.vitrine","doc":"What a display reports about a slate.","fields":[{"name":"eventId","type":"string","doc":"Made by the display; a retry has the same id.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"boothId","type":"string","doc":"Booth (display with camera) within the store.","brand":"BoothId"},{"name":"sessionId","type":"string","doc":"Opaque booth session: one shopper's stay in front of the booth. Never derived from a member.","brand":"SessionId"},{"name":"slateId","type":"string","doc":"The slate (OfferDecided.eventId) that was on screen.","brand":"EventId"},{"name":"occurredAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When it happened at the display, UTC."},{"name":"kind","type":{"type":"enum","name":"ImpressionKind","doc":"What happened.","symbols":["SHOWN","DISMISSED","NOT_ME","HANDED_OFF","OTHER"],"default":"OTHER"},"doc":"SHOWN: on screen. DISMISSED: waved away. NOT_ME: the shopper says it is somebody else; ends the session. HANDED_OFF: taken to the phone."},{"name":"sku","type":["null","string"],"doc":"Offer concerned; null for the whole slate.","brand":"Sku","default":null}]} },
  ],
  key: (event) => `${event.storeId}:${event.boothId}`,
  timeMs: (event) => event.occurredAtMs,
});
