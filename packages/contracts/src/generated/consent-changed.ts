// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, ConsentId, EventId, MemberId } from '../identifiers.js';
import type { ConsentPurpose } from './types.js';

/** A member gave or withdrew consent for one purpose. */
export interface ConsentChanged {
  /** chain:consent:changedAt. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Member. */
  readonly memberId: MemberId;
  /** Consent record; withdrawing keeps its id. */
  readonly consentId: ConsentId;
  /** When it was given or withdrawn, UTC. */
  readonly changedAtMs: number;
  /** The purpose. */
  readonly purpose: ConsentPurpose;
  /** True: given. False: withdrawn. */
  readonly granted: boolean;
  /** SHA-256 (hex) of the text the member agreed to. */
  readonly textSha256: string;
  /** BCP 47 language of that text. */
  readonly locale: string;
  /** Where it was given: phone, console, till. */
  readonly channel: string;
}

export const ConsentChanged: EventContract<ConsentChanged> = defineEvent({
  name: 'ConsentChanged',
  topic: { name: 'consent.changed.v1', partitions: 6, cleanup: 'compact', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 12, schema: {"type":"record","name":"ConsentChanged","namespace":"com.vitrine","doc":"A member gave or withdrew consent for one purpose.","fields":[{"name":"eventId","type":"string","doc":"chain:consent:changedAt.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"memberId","type":"string","doc":"Member.","brand":"MemberId"},{"name":"consentId","type":"string","doc":"Consent record; withdrawing keeps its id.","brand":"ConsentId"},{"name":"changedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When it was given or withdrawn, UTC."},{"name":"purpose","type":{"type":"enum","name":"ConsentPurpose","doc":"What the consent is for; one record a purpose.","symbols":["RECOGNITION","TASTE","ANALYTICS","MODEL_TRAINING","UNKNOWN"],"default":"UNKNOWN"},"doc":"The purpose."},{"name":"granted","type":"boolean","doc":"True: given. False: withdrawn."},{"name":"textSha256","type":"string","doc":"SHA-256 (hex) of the text the member agreed to."},{"name":"locale","type":"string","doc":"BCP 47 language of that text."},{"name":"channel","type":"string","doc":"Where it was given: phone, console, till."}]} },
  ],
  key: (event) => `${event.memberId}:${event.consentId}`,
  timeMs: (event) => event.changedAtMs,
});
