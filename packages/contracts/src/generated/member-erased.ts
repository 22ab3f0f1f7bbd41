// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, ErasureId, EventId, MemberId } from '../identifiers.js';

/** Everything about a member is to be forgotten. */
export interface MemberErased {
  /** chain:member:erasure. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Member to forget. */
  readonly memberId: MemberId;
  /** Erasure request, quoted in the receipt of erasure. */
  readonly erasureId: ErasureId;
  /** When it was asked for, UTC. */
  readonly requestedAtMs: number;
}

export const MemberErased: EventContract<MemberErased> = defineEvent({
  name: 'MemberErased',
  topic: { name: 'member.erased.v1', partitions: 6, cleanup: 'compact', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 13, schema: {"type":"record","name":"MemberErased","namespace":"com.vitrine","doc":"Everything about a member is to be forgotten.","fields":[{"name":"eventId","type":"string","doc":"chain:member:erasure.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"memberId","type":"string","doc":"Member to forget.","brand":"MemberId"},{"name":"erasureId","type":"string","doc":"Erasure request, quoted in the receipt of erasure.","brand":"ErasureId"},{"name":"requestedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When it was asked for, UTC."}]} },
  ],
  key: (event) => event.memberId,
  timeMs: (event) => event.requestedAtMs,
});
