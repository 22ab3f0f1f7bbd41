// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, ConsentId, EnrolmentId, EventId, MemberId } from '../identifiers.js';
import type { PosePrompt } from './types.js';

/** A member asks for their face to be enrolled. Kept for minutes; the pictures are nowhere else. */
export interface EnrolmentRequested {
  /** The enrolment's own id. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Enrolment. */
  readonly enrolmentId: EnrolmentId;
  /** Member to enrol. */
  readonly memberId: MemberId;
  /** Live consent record for recognition. Without it no template is made. */
  readonly consentId: ConsentId;
  /** When it was asked for, UTC. */
  readonly requestedAtMs: number;
  /** One to eight JPEGs, each with the member's face alone. */
  readonly photos: readonly Buffer[];
  /** One a photograph, in order, when they were taken one after another at a camera that asked for poses; empty for photographs of the member's choice. LEFT and RIGHT are the person's own. */
  readonly prompts: readonly PosePrompt[];
}

export const EnrolmentRequested: EventContract<EnrolmentRequested> = defineEvent({
  name: 'EnrolmentRequested',
  topic: { name: 'enrolment.requested.v1', partitions: 6, cleanup: 'delete', retentionMs: 600000, maxMessageBytes: 4000000, memoryOnly: false },
  versions: [
    { version: 1, id: 3, schema: {"type":"record","name":"EnrolmentRequested","namespace":"com.vitrine","doc":"A member asks for their face to be enrolled. Kept for minutes; the pictures are nowhere else.","fields":[{"name":"eventId","type":"string","doc":"The enrolment's own id.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"enrolmentId","type":"string","doc":"Enrolment.","brand":"EnrolmentId"},{"name":"memberId","type":"string","doc":"Member to enrol.","brand":"MemberId"},{"name":"consentId","type":"string","doc":"Live consent record for recognition. Without it no template is made.","brand":"ConsentId"},{"name":"requestedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When it was asked for, UTC."},{"name":"photos","type":{"type":"array","items":"bytes"},"doc":"One to eight JPEGs, each with the member's face alone."}]} },
    { version: 2, id: 20, schema: {"type":"record","name":"EnrolmentRequested","namespace":"com.vitrine","doc":"A member asks for their face to be enrolled. Kept for minutes; the pictures are nowhere else.","fields":[{"name":"eventId","type":"string","doc":"The enrolment's own id.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"enrolmentId","type":"string","doc":"Enrolment.","brand":"EnrolmentId"},{"name":"memberId","type":"string","doc":"Member to enrol.","brand":"MemberId"},{"name":"consentId","type":"string","doc":"Live consent record for recognition. Without it no template is made.","brand":"ConsentId"},{"name":"requestedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When it was asked for, UTC."},{"name":"photos","type":{"type":"array","items":"bytes"},"doc":"One to eight JPEGs, each with the member's face alone."},{"name":"prompts","type":{"type":"array","items":{"type":"enum","name":"PosePrompt","doc":"What the person was asked to do when a picture was taken.","symbols":["AHEAD","LEFT","RIGHT","NONE"],"default":"NONE"}},"doc":"One a photograph, in order, when they were taken one after another at a camera that asked for poses; empty for photographs of the member's choice. LEFT and RIGHT are the person's own.","default":[]}]} },
  ],
  key: (event) => event.memberId,
  timeMs: (event) => event.requestedAtMs,
});
