// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { BoothId, ChainId, EventId, MemberId, SessionId, StoreId } from '../identifiers.js';
import type { Audience, Offer, Position } from './types.js';

/** The slate of offers decided for one booth. */
export interface OfferDecided {
  /** Derived from the position of the identity or purchase that led to it; also the id of the slate. */
  readonly eventId: EventId;
  /** Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest. */
  readonly origin: Position;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Store within the chain. */
  readonly storeId: StoreId;
  /** Booth (display with camera) within the store. */
  readonly boothId: BoothId;
  /** Opaque booth session: one shopper's stay in front of the booth. Never derived from a member. */
  readonly sessionId: SessionId;
  /** When it was decided, UTC. */
  readonly decidedAtMs: number;
  /** First moment at which a display must not show it any more, UTC. */
  readonly validUntilMs: number;
  /** MEMBER: fits one member's taste. ANONYMOUS: best sellers of store and hour on promotion. */
  readonly audience: Audience;
  /** The member, only when audience is MEMBER. Never sent to a display. */
  readonly memberId: MemberId | null;
  /** The offers, best first; may be empty. */
  readonly offers: readonly Offer[];
}

export const OfferDecided: EventContract<OfferDecided> = defineEvent({
  name: 'OfferDecided',
  topic: { name: 'offer.decided.v1', partitions: 12, cleanup: 'delete', retentionMs: 2419200000, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 14, schema: {"type":"record","name":"OfferDecided","namespace":"com.vitrine","doc":"The slate of offers decided for one booth.","fields":[{"name":"eventId","type":"string","doc":"Derived from the position of the identity or purchase that led to it; also the id of the slate.","brand":"EventId"},{"name":"origin","type":{"type":"record","name":"Position","doc":"Where in the log a record stands.","fields":[{"name":"topic","type":"string","doc":"Topic name."},{"name":"partition","type":"int","doc":"Partition number, from 0."},{"name":"offset","type":"long","doc":"Offset within the partition, from 0."}]},"doc":"Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest."},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"boothId","type":"string","doc":"Booth (display with camera) within the store.","brand":"BoothId"},{"name":"sessionId","type":"string","doc":"Opaque booth session: one shopper's stay in front of the booth. Never derived from a member.","brand":"SessionId"},{"name":"decidedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When it was decided, UTC."},{"name":"validUntilMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"First moment at which a display must not show it any more, UTC."},{"name":"audience","type":{"type":"enum","name":"Audience","doc":"For whom the slate is.","symbols":["MEMBER","ANONYMOUS"],"default":"ANONYMOUS"},"doc":"MEMBER: fits one member's taste. ANONYMOUS: best sellers of store and hour on promotion."},{"name":"memberId","type":["null","string"],"doc":"The member, only when audience is MEMBER. Never sent to a display.","brand":"MemberId","default":null},{"name":"offers","type":{"type":"array","items":{"type":"record","name":"Offer","doc":"One offer of a slate.","fields":[{"name":"rank","type":"int","doc":"Place on the slate, from 1."},{"name":"sku","type":"string","doc":"Product.","brand":"Sku"},{"name":"promotionId","type":"string","doc":"Promotion.","brand":"PromotionId"},{"name":"discountPercent","type":"int","doc":"Discount off the shelf price, 0 to 100."},{"name":"score","type":"double","doc":"Relevance; higher is better. Comparable within the slate only."},{"name":"reason","type":{"type":"enum","name":"OfferReason","doc":"The signal that lifted the offer most.","symbols":["BOUGHT_BEFORE","GOES_WITH_RECENT","LIKE_YOUR_TASTE","FAVOURITE_CATEGORY","POPULAR_HERE","DEEP_DISCOUNT","NEW_TO_YOU","OTHER"],"default":"OTHER"},"doc":"The signal that lifted it most."},{"name":"novel","type":"boolean","doc":"True when the member never bought the product."},{"name":"propensity","type":"double","doc":"Probability with which this place showed this offer: 1 unless explored."}]}},"doc":"The offers, best first; may be empty."}]} },
  ],
  key: (event) => `${event.storeId}:${event.boothId}`,
  timeMs: (event) => event.decidedAtMs,
});
