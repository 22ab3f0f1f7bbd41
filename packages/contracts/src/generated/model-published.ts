// Generated from schemas/ by "npm run generate". Do not edit.

import { defineEvent, type EventContract } from '../event-contract.js';
import type { ChainId, EventId, ModelName, ModelVersion } from '../identifiers.js';
import type { ModelAction, Position } from './types.js';

/** A version of a model became the live one. */
export interface ModelPublished {
  /** model:version:publishedAt. */
  readonly eventId: EventId;
  /** Retail chain; first part of every key in state. */
  readonly chainId: ChainId;
  /** Model, such as word2vec:eu or face-svc. */
  readonly model: ModelName;
  /** Version, unique within the model. */
  readonly version: ModelVersion;
  /** When it was published, UTC. */
  readonly publishedAtMs: number;
  /** PROMOTED or ROLLED_BACK. */
  readonly action: ModelAction;
  /** SHA-256 (hex) of the stored artefact. */
  readonly sha256: string;
  /** First positions the model has not seen; the stream continues there. */
  readonly trainedUpTo: readonly Position[];
  /** Figures of the gate, by name. */
  readonly metrics: Readonly<Record<string, number>>;
}

export const ModelPublished: EventContract<ModelPublished> = defineEvent({
  name: 'ModelPublished',
  topic: { name: 'model.published.v1', partitions: 1, cleanup: 'compact', retentionMs: -1, maxMessageBytes: 1048588, memoryOnly: false },
  versions: [
    { version: 1, id: 16, schema: {"type":"record","name":"ModelPublished","namespace":"com.vitrine","doc":"A version of a model became the live one.","fields":[{"name":"eventId","type":"string","doc":"model:version:publishedAt.","brand":"EventId"},{"name":"chainId","type":"string","doc":"Retail chain; first part of every key in state.","brand":"ChainId"},{"name":"model","type":"string","doc":"Model, such as word2vec:eu or face-svc.","brand":"ModelName"},{"name":"version","type":"string","doc":"Version, unique within the model.","brand":"ModelVersion"},{"name":"publishedAtMs","type":{"type":"long","logicalType":"timestamp-millis"},"doc":"When it was published, UTC."},{"name":"action","type":{"type":"enum","name":"ModelAction","doc":"How it became the live one.","symbols":["PROMOTED","ROLLED_BACK","OTHER"],"default":"OTHER"},"doc":"PROMOTED or ROLLED_BACK."},{"name":"sha256","type":"string","doc":"SHA-256 (hex) of the stored artefact."},{"name":"trainedUpTo","type":{"type":"array","items":{"type":"record","name":"Position","doc":"Where in the log a record stands.","fields":[{"name":"topic","type":"string","doc":"Topic name."},{"name":"partition","type":"int","doc":"Partition number, from 0."},{"name":"offset","type":"long","doc":"Offset within the partition, from 0."}]}},"doc":"First positions the model has not seen; the stream continues there."},{"name":"metrics","type":{"type":"map","values":"double"},"doc":"Figures of the gate, by name."}]} },
  ],
  key: (event) => event.model,
  timeMs: (event) => event.publishedAtMs,
});
