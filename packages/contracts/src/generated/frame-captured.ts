// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { BoothId, ChainId, EventId, SessionId, StoreId } from '../identifiers.js';
import type { FrameSource, Trigger, Zone } from './types.js';

/** One camera frame a trigger permits to be processed. Kept for minutes; the picture is nowhere else. */
export interface FrameCaptured {
  /** chain:store:booth:session:sequence as numbered by the camera. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Store within the chain. */
  readonly storeId: StoreId;
  /** Booth (display with camera) within the store. */
  readonly boothId: BoothId;
  /** Opaque booth session: one shopper's stay in front of the booth. Never derived from a member. */
  readonly sessionId: SessionId;
  /** Number of the frame within its session, from 0. */
  readonly sequence: number;
  /** When the camera took it, UTC. */
  readonly capturedAtMs: number;
  /** The act that permits this frame to be processed. */
  readonly trigger: Trigger;
  /** UPLOAD: one photograph that stands for itself. CAMERA: one of several frames, which decide together. */
  readonly source: FrameSource;
  /** Marked zone in which the subject stands. Null: the whole frame. */
  readonly zone: Zone | null;
  /** The picture as a JPEG of at most 1 MB. */
  readonly jpeg: Buffer;
}

export const FrameCaptured: EventContract<FrameCaptured> = defineEvent({
  name: 'FrameCaptured',
  topic: { name: 'frame.captured.v1', partitions: 12, cleanup: 'delete', retentionMs: 300000, maxMessageBytes: 2000000, memoryOnly: true },
  versions: [
    { version: 1, id: 1, schema: {"type":"record","name":"FrameCaptured","namespace":"com.vitrine","doc":"One camera frame a trigger permits to be processed. Kept for minutes; the picture is nowhere else.","fields":[{"name":"eventId","type":"string","doc":"chain:store:booth:session:sequence as numbered by the camera.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"boothId","type":"string","doc":"Booth (display with camera) within the store.","brand":"BoothId"},{"name":"sessionId","type":"string","doc":"Opaque booth session: one shopper's stay in front of the booth. Never derived from a member.","brand":"SessionId"},{"name":"sequence","type":"long","doc":"Number of the frame within its session, from 0."},{"name":"capturedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the camera took it, UTC."},{"name":"trigger","type":{"type":"record","name":"Trigger","doc":"What the shopper did that permits a face to be processed.","fields":[{"name":"kind","type":{"type":"enum","name":"TriggerKind","doc":"Kinds of trigger a store's policy can allow.","symbols":["TOKEN","GESTURE","APPROACH","UNKNOWN"],"default":"UNKNOWN"},"doc":"Which act it was. UNKNOWN is never permitted."},{"name":"atMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the shopper acted, UTC."},{"name":"token","type":["null","string"],"doc":"Opaque token shown at the booth, when kind is TOKEN. Not a member id.","default":null}]},"doc":"The act that permits this frame to be processed."},{"name":"zone","type":["null",{"type":"record","name":"Zone","doc":"Rectangle in the frame, as fractions of its width and height from the top left corner.","fields":[{"name":"x","type":"double","doc":"Left edge, 0 to 1."},{"name":"y","type":"double","doc":"Top edge, 0 to 1."},{"name":"width","type":"double","doc":"Width, above 0 to 1."},{"name":"height","type":"double","doc":"Height, above 0 to 1."}]}],"doc":"Marked zone in which the subject stands. Null: the whole frame.","default":null},{"name":"jpeg","type":"bytes","doc":"The picture as a JPEG of at most 1 MB."}]} },
    { version: 2, id: 17, schema: {"type":"record","name":"FrameCaptured","namespace":"com.vitrine","doc":"One camera frame a trigger permits to be processed. Kept for minutes; the picture is nowhere else.","fields":[{"name":"eventId","type":"string","doc":"chain:store:booth:session:sequence as numbered by the camera.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"storeId","type":"string","doc":"Store within the chain.","brand":"StoreId"},{"name":"boothId","type":"string","doc":"Booth (display with camera) within the store.","brand":"BoothId"},{"name":"sessionId","type":"string","doc":"Opaque booth session: one shopper's stay in front of the booth. Never derived from a member.","brand":"SessionId"},{"name":"sequence","type":"long","doc":"Number of the frame within its session, from 0."},{"name":"capturedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the camera took it, UTC."},{"name":"trigger","type":{"type":"record","name":"Trigger","doc":"What the shopper did that permits a face to be processed.","fields":[{"name":"kind","type":{"type":"enum","name":"TriggerKind","doc":"Kinds of trigger a store's policy can allow.","symbols":["TOKEN","GESTURE","APPROACH","UNKNOWN"],"default":"UNKNOWN"},"doc":"Which act it was. UNKNOWN is never permitted."},{"name":"atMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When the shopper acted, UTC."},{"name":"token","type":["null","string"],"doc":"Opaque token shown at the booth, when kind is TOKEN. Not a member id.","default":null}]},"doc":"The act that permits this frame to be processed."},{"name":"source","type":{"type":"enum","name":"FrameSource","doc":"Where a frame comes from.","symbols":["CAMERA","UPLOAD"],"default":"CAMERA"},"doc":"UPLOAD: one photograph that stands for itself. CAMERA: one of several frames, which decide together.","default":"CAMERA"},{"name":"zone","type":["null",{"type":"record","name":"Zone","doc":"Rectangle in the frame, as fractions of its width and height from the top left corner.","fields":[{"name":"x","type":"double","doc":"Left edge, 0 to 1."},{"name":"y","type":"double","doc":"Top edge, 0 to 1."},{"name":"width","type":"double","doc":"Width, above 0 to 1."},{"name":"height","type":"double","doc":"Height, above 0 to 1."}]}],"doc":"Marked zone in which the subject stands. Null: the whole frame.","default":null},{"name":"jpeg","type":"bytes","doc":"The picture as a JPEG of at most 1 MB."}]} },
  ],
  key: (event) => `${event.storeId}:${event.boothId}`,
  timeMs: (event) => event.capturedAtMs,
});
