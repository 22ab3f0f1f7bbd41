import { avroCodec, type AvroCodec, type SchemaVersion } from './avro.js';
import type { EventId } from './identifiers.js';

/** How a topic is kept; from `schemas/topics.json`. */
export interface TopicSettings {
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  /** -1 keeps for ever. */
  readonly retentionMs: number;
  readonly maxMessageBytes: number;
  /** True: an embedded log keeps it in memory only, so pictures never reach the disk. */
  readonly memoryOnly: boolean;
}

/** What every event has. */
export interface AnyEvent {
  readonly eventId: EventId;
}

/** An event as a value: its topic, key, time and codec. It has the name of the event's type. */
export interface EventContract<E extends AnyEvent> extends AvroCodec<E> {
  readonly name: string;
  readonly topic: TopicSettings;
  readonly versions: readonly SchemaVersion[];
  /** Partition key of the event. */
  key(event: E): string;
  /** Time of the event, UTC milliseconds. */
  timeMs(event: E): number;
}

interface EventDefinition<E> {
  readonly name: string;
  readonly topic: TopicSettings;
  readonly versions: readonly SchemaVersion[];
  readonly key: (event: E) => string;
  readonly timeMs: (event: E) => number;
}

/** Called by generated code only. */
export function defineEvent<E extends AnyEvent>(definition: EventDefinition<E>): EventContract<E> {
  return { ...definition, ...avroCodec<E>(definition.name, definition.versions) };
}
