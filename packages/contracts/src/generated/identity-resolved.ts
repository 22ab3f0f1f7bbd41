// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { BoothId, ChainId, ConsentId, EmbedderId, EventId, MemberId, SessionId, StoreId } from '../identifiers.js';
import type { IdentityOutcome, IdentityReason, Position, TriggerKind } from './types.js';

/** Who, if anybody, stands in front of a booth, concluded from one frame or from a track of frames. */
export interface IdentityResolved {
  /** Derived from the position of the frame. */
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
  /** When the deciding frame was taken, UTC. */
  readonly capturedAtMs: number;
  /** When the face worker decided, UTC. */
  readonly resolvedAtMs: number;
  /** The act that permitted the frame to be processed. */
  readonly trigger: TriggerKind;
  /** The conclusion. */
  readonly outcome: IdentityOutcome;
  /** Why not MEMBER; NONE for MEMBER, or HELD where the member is carried over a frame without a usable face. */
  readonly reason: IdentityReason;
  /** The member, only when outcome is MEMBER. */
  readonly memberId: MemberId | null;
  /** The consent record the template was bound to, only when outcome is MEMBER. */
  readonly consentId: ConsentId | null;
  /** Number of faces found in the frame. */
  readonly faces: number;
  /** Cosine similarity of the best template, -1 to 1; higher is more similar. Null where nothing was compared. */
  readonly score: number | null;
  /** Best score less the best score of any other member. Null where fewer than two members are enrolled. */
  readonly margin: number | null;
  /** Score that had to be reached. */
  readonly threshold: number | null;
  /** Embedder that made the compared vectors, with its version. */
  readonly embedderId: EmbedderId | null;
  /** Frames of this booth session with a usable face that took part in the conclusion; 0 where none did. */
  readonly goodFrames: number;
  /** How much the frames look like a living face, 0 to 1; higher is surer. Null where it was not judged. */
  readonly liveness: number | null;
}

export const IdentityResolved: EventContract<IdentityResolved> = defineEvent({
  name: 'IdentityResolved',
  topic: { name: 'identity.resolved.v1', partitions: 12, cleanup: 'delete', retentionMs: 259200000, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 2, schema: {"type":"record","name":"IdentityResolved","namespace":"com.vitrine","doc":"Who, if anybody, stands in front of a booth, concluded from one frame or from a track of frames.","fields":[{"name":"eventId","type":"string","doc":"Derived from the position of the frame.","brand":"EventId"},{"name":"origin","type":{"type":"record","name":"Position","doc":"Where in the log a record stands.","fields":[{"name":"topic","type":"string","doc":"Topic name."},{"name":"partition","type":"int","doc":"Partition number, from 0."},{"name":"offset","type":"long","doc":"Offset within the partition, from 0."}]},"doc":"Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest."},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"boothId","type":"string","doc":"Booth (display with camera) within the store.","brand":"BoothId"},{"name":"sessionId","type":"string","doc":"Opaque booth session: one shopper's stay in front of the booth. Never derived from a member.","brand":"SessionId"},{"name":"capturedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the deciding frame was taken, UTC."},{"name":"resolvedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the face worker decided, UTC."},{"name":"trigger","type":{"type":"enum","name":"TriggerKind","doc":"Kinds of trigger a store's policy can allow.","symbols":["TOKEN","GESTURE","APPROACH","UNKNOWN"],"default":"UNKNOWN"},"doc":"The act that permitted the frame to be processed."},{"name":"outcome","type":{"type":"enum","name":"IdentityOutcome","doc":"What the face worker concluded. Only MEMBER personalises.","symbols":["MEMBER","PROBABLE","UNKNOWN","AMBIGUOUS","SPOOF","NO_FACE","POOR","UNDECIDED"],"default":"UNDECIDED"},"doc":"The conclusion."},{"name":"reason","type":{"type":"enum","name":"IdentityReason","doc":"Why the outcome is not MEMBER.","symbols":["NONE","BELOW_THRESHOLD","NO_MARGIN","TWO_FACES","TOO_SMALL","TOO_BLURRED","TOO_DARK","OUTSIDE_ZONE","UNREADABLE","EMPTY_GALLERY","CONSENT_ENDED","OTHER"],"default":"OTHER"},"doc":"Why not MEMBER; NONE for MEMBER."},{"name":"memberId","type":["null","string"],"doc":"The member, only when outcome is MEMBER.","brand":"MemberId","default":null},{"name":"consentId","type":["null","string"],"doc":"The consent record the template was bound to, only when outcome is MEMBER.","brand":"ConsentId","default":null},{"name":"faces","type":"int","doc":"Number of faces found in the frame."},{"name":"score","type":["null","double"],"doc":"Cosine similarity of the best template, -1 to 1; higher is more similar. Null where nothing was compared.","default":null},{"name":"margin","type":["null","double"],"doc":"Best score less the best score of any other member. Null where fewer than two members are enrolled.","default":null},{"name":"threshold","type":["null","double"],"doc":"Score that had to be reached.","default":null},{"name":"embedderId","type":["null","string"],"doc":"Embedder that made the compared vectors, with its version.","brand":"EmbedderId","default":null}]} },
    { version: 2, id: 18, schema: {"type":"record","name":"IdentityResolved","namespace":"com.vitrine","doc":"Who, if anybody, stands in front of a booth, concluded from one frame or from a track of frames.","fields":[{"name":"eventId","type":"string","doc":"Derived from the position of the frame.","brand":"EventId"},{"name":"origin","type":{"type":"record","name":"Position","doc":"Where in the log a record stands.","fields":[{"name":"topic","type":"string","doc":"Topic name."},{"name":"partition","type":"int","doc":"Partition number, from 0."},{"name":"offset","type":"long","doc":"Offset within the partition, from 0."}]},"doc":"Position of the event this one was derived from. A redelivery carries the same position, so a consumer keeps the highest one per source partition and skips the rest."},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"boothId","type":"string","doc":"Booth (display with camera) within the store.","brand":"BoothId"},{"name":"sessionId","type":"string","doc":"Opaque booth session: one shopper's stay in front of the booth. Never derived from a member.","brand":"SessionId"},{"name":"capturedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the deciding frame was taken, UTC."},{"name":"resolvedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the face worker decided, UTC."},{"name":"trigger","type":{"type":"enum","name":"TriggerKind","doc":"Kinds of trigger a store's policy can allow.","symbols":["TOKEN","GESTURE","APPROACH","UNKNOWN"],"default":"UNKNOWN"},"doc":"The act that permitted the frame to be processed."},{"name":"outcome","type":{"type":"enum","name":"IdentityOutcome","doc":"What the face worker concluded. Only MEMBER personalises.","symbols":["MEMBER","PROBABLE","UNKNOWN","AMBIGUOUS","SPOOF","NO_FACE","POOR","UNDECIDED"],"default":"UNDECIDED"},"doc":"The conclusion."},{"name":"reason","type":{"type":"enum","name":"IdentityReason","doc":"Why the outcome is not MEMBER, or what holds it.","symbols":["NONE","BELOW_THRESHOLD","NO_MARGIN","TWO_FACES","TOO_SMALL","TOO_BLURRED","TOO_DARK","OUTSIDE_ZONE","UNREADABLE","EMPTY_GALLERY","CONSENT_ENDED","OTHER","TOO_BRIGHT","TURNED_AWAY","OCCLUDED","MORE_FRAMES","FACE_CHANGED","HELD","NO_MOTION","FLAT"],"default":"OTHER"},"doc":"Why not MEMBER; NONE for MEMBER, or HELD where the member is carried over a frame without a usable face."},{"name":"memberId","type":["null","string"],"doc":"The member, only when outcome is MEMBER.","brand":"MemberId","default":null},{"name":"consentId","type":["null","string"],"doc":"The consent record the template was bound to, only when outcome is MEMBER.","brand":"ConsentId","default":null},{"name":"faces","type":"int","doc":"Number of faces found in the frame."},{"name":"score","type":["null","double"],"doc":"Cosine similarity of the best template, -1 to 1; higher is more similar. Null where nothing was compared.","default":null},{"name":"margin","type":["null","double"],"doc":"Best score less the best score of any other member. Null where fewer than two members are enrolled.","default":null},{"name":"threshold","type":["null","double"],"doc":"Score that had to be reached.","default":null},{"name":"embedderId","type":["null","string"],"doc":"Embedder that made the compared vectors, with its version.","brand":"EmbedderId","default":null},{"name":"goodFrames","type":"int","doc":"Frames of this booth session with a usable face that took part in the conclusion; 0 where none did.","default":0},{"name":"liveness","type":["null","double"],"doc":"How much the frames look like a living face, 0 to 1; higher is surer. Null where it was not judged.","default":null}]} },
  ],
  key: (event) => `${event.storeId}:${event.boothId}`,
  timeMs: (event) => event.resolvedAtMs,
});
