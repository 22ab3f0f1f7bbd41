// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, EmbedderId, EnrolmentId, EventId, MemberId } from '../identifiers.js';
import type { EnrolmentRefusal, PhotoDecision, Position } from './types.js';

/** Outcome of an enrolment: templates made, or refused with a reason for each photograph. */
export interface EnrolmentDecided {
  /** Derived from the position of the request. */
  readonly eventId: EventId;
  /** Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest. */
  readonly origin: Position;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Enrolment. */
  readonly enrolmentId: EnrolmentId;
  /** Member. */
  readonly memberId: MemberId;
  /** When the face worker decided, UTC. */
  readonly decidedAtMs: number;
  /** Whether at least one template was made. */
  readonly accepted: boolean;
  /** NONE when accepted. */
  readonly refusal: EnrolmentRefusal;
  /** One entry a photograph, in order. */
  readonly photos: readonly PhotoDecision[];
  /** Embedder the templates belong to. */
  readonly embedderId: EmbedderId | null;
}

export const EnrolmentDecided: EventContract<EnrolmentDecided> = defineEvent({
  name: 'EnrolmentDecided',
  topic: { name: 'enrolment.decided.v1', partitions: 6, cleanup: 'delete', retentionMs: 259200000, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 4, schema: {"type":"record","name":"EnrolmentDecided","namespace":"com.vitrine","doc":"Outcome of an enrolment: templates made, or refused with a reason for each photograph.","fields":[{"name":"eventId","type":"string","doc":"Derived from the position of the request.","brand":"EventId"},{"name":"origin","type":{"type":"record","name":"Position","doc":"Where in the log a record stands.","fields":[{"name":"topic","type":"string","doc":"Topic name."},{"name":"partition","type":"int","doc":"Partition number, from 0."},{"name":"offset","type":"long","doc":"Offset within the partition, from 0."}]},"doc":"Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest."},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"enrolmentId","type":"string","doc":"Enrolment.","brand":"EnrolmentId"},{"name":"memberId","type":"string","doc":"Member.","brand":"MemberId"},{"name":"decidedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the face worker decided, UTC."},{"name":"accepted","type":"boolean","doc":"Whether at least one template was made."},{"name":"refusal","type":{"type":"enum","name":"EnrolmentRefusal","doc":"Why an enrolment was refused as a whole.","symbols":["NONE","NO_USABLE_PHOTO","CONSENT_MISSING","DUPLICATE_FACE","OTHER"],"default":"OTHER"},"doc":"NONE when accepted."},{"name":"photos","type":{"type":"array","items":{"type":"record","name":"PhotoDecision","doc":"What became of one photograph.","fields":[{"name":"accepted","type":"boolean","doc":"Whether it became a template."},{"name":"reason","type":{"type":"enum","name":"PhotoReason","doc":"Why a photograph was refused.","symbols":["NONE","NO_FACE","TWO_FACES","TOO_SMALL","TOO_BLURRED","TOO_DARK","UNREADABLE","OUTLIER","OTHER"],"default":"OTHER"},"doc":"NONE when accepted."}]}},"doc":"One entry a photograph, in order."},{"name":"embedderId","type":["null","string"],"doc":"Embedder the templates belong to.","brand":"EmbedderId","default":null}]} },
    { version: 2, id: 19, schema: {"type":"record","name":"EnrolmentDecided","namespace":"com.vitrine","doc":"Outcome of an enrolment: templates made, or refused with a reason for each photograph.","fields":[{"name":"eventId","type":"string","doc":"Derived from the position of the request.","brand":"EventId"},{"name":"origin","type":{"type":"record","name":"Position","doc":"Where in the log a record stands.","fields":[{"name":"topic","type":"string","doc":"Topic name."},{"name":"partition","type":"int","doc":"Partition number, from 0."},{"name":"offset","type":"long","doc":"Offset within the partition, from 0."}]},"doc":"Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest."},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"enrolmentId","type":"string","doc":"Enrolment.","brand":"EnrolmentId"},{"name":"memberId","type":"string","doc":"Member.","brand":"MemberId"},{"name":"decidedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the face worker decided, UTC."},{"name":"accepted","type":"boolean","doc":"Whether at least one template was made."},{"name":"refusal","type":{"type":"enum","name":"EnrolmentRefusal","doc":"Why an enrolment was refused as a whole.","symbols":["NONE","NO_USABLE_PHOTO","CONSENT_MISSING","DUPLICATE_FACE","OTHER","TOO_FEW_PHOTOS","NOT_LIVE"],"default":"OTHER"},"doc":"NONE when accepted."},{"name":"photos","type":{"type":"array","items":{"type":"record","name":"PhotoDecision","doc":"What became of one photograph.","fields":[{"name":"accepted","type":"boolean","doc":"Whether it became a template."},{"name":"reason","type":{"type":"enum","name":"PhotoReason","doc":"Why a photograph was refused.","symbols":["NONE","NO_FACE","TWO_FACES","TOO_SMALL","TOO_BLURRED","TOO_DARK","UNREADABLE","OUTLIER","OTHER","TOO_BRIGHT","TURNED_AWAY","OCCLUDED","PROMPT_NOT_FOLLOWED"],"default":"OTHER"},"doc":"NONE when accepted."}]}},"doc":"One entry a photograph, in order."},{"name":"embedderId","type":["null","string"],"doc":"Embedder the templates belong to.","brand":"EmbedderId","default":null}]} },
  ],
  key: (event) => event.memberId,
  timeMs: (event) => event.decidedAtMs,
});
