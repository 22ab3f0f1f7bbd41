// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, EventId, MemberId } from '../identifiers.js';

/** A loyalty member as known to Vitrine: an id and settings, no name and no address. */
export interface MemberChanged {
  /** chain:member:changedAt. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Member. */
  readonly memberId: MemberId;
  /** When the change was made, UTC. */
  readonly changedAtMs: number;
  /** False while the membership rests. */
  readonly active: boolean;
  /** Categories the member does not want to see. */
  readonly deniedCategories: readonly string[];
}

export const MemberChanged: EventContract<MemberChanged> = defineEvent({
  name: 'MemberChanged',
  topic: { name: 'member.changed.v1', partitions: 6, cleanup: 'compact', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 11, schema: {"type":"record","name":"MemberChanged","namespace":"com.vitrine","doc":"A loyalty member as known to Vitrine: an id and settings, no name and no address.","fields":[{"name":"eventId","type":"string","doc":"chain:member:changedAt.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"memberId","type":"string","doc":"Member.","brand":"MemberId"},{"name":"changedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the change was made, UTC."},{"name":"active","type":"boolean","doc":"False while the membership rests."},{"name":"deniedCategories","type":{"type":"array","items":"string"},"doc":"Categories the member does not want to see."}]} },
  ],
  key: (event) => event.memberId,
  timeMs: (event) => event.changedAtMs,
});
