import { VitrineError, type AnyEvent, type ConsumedPartition, type ErrorCode, type EventContract, type LogPosition, type TopicSettings } from '@vitrine/contracts';
import type { EventLog, LoggedRecord, RecordHeaders } from './event-log.js';
import { DEAD_LETTER_HEADERS } from './headers.js';

const SUFFIX = '.dlq';
const DAY_MS = 86_400_000;
const HEADERS_BYTES = 16_384;

/** Name of the topic that takes a topic's dead letters. */
export function deadLetterTopicName(topic: string): string {
  return `${topic}${SUFFIX}`;
}

/**
 * Settings of the dead-letter topic: one partition, kept until handled.
 * What is kept less than a day (pictures) is kept no longer as a dead letter either, and what may not reach the disk does not.
 */
export function deadLetterTopic(settings: TopicSettings): TopicSettings {
  const shortLived = settings.memoryOnly || (settings.retentionMs >= 0 && settings.retentionMs < DAY_MS);
  return {
    name: deadLetterTopicName(settings.name),
    partitions: 1,
    cleanup: 'delete',
    retentionMs: shortLived ? settings.retentionMs : -1,
    maxMessageBytes: settings.maxMessageBytes + HEADERS_BYTES,
    memoryOnly: settings.memoryOnly,
  };
}

/** The topics and their dead-letter topics: what `EventLog.ensureTopics` is called with. */
export function withDeadLetterTopics(topics: readonly TopicSettings[]): TopicSettings[] {
  return topics.flatMap((settings) => [settings, deadLetterTopic(settings)]);
}

/** Why a record was put aside. */
export interface DeadLetterReason {
  readonly code: ErrorCode;
  /** One sentence without personal data. */
  readonly detail: string;
}

/** A record that was put aside, and why. */
export interface DeadLetter<E extends AnyEvent> {
  /** Where the dead letter stands. */
  readonly position: LogPosition;
  /** Where the record stood. */
  readonly origin: LogPosition;
  readonly group: string;
  readonly reason: { readonly code: string; readonly detail: string };
  /** The record as it was: its bytes, key and headers untouched. */
  readonly record: LoggedRecord;
  /** Null where it does not decode. */
  readonly event: E | null;
}

/** Records that could not be dealt with: raw bytes, key and headers as they were, with the reason in added headers. */
export class DeadLetters {
  constructor(private readonly log: EventLog) {}

  /** Puts the record aside; resolves when the log has acknowledged it. @throws VitrineError `log_unavailable` */
  async publish(source: ConsumedPartition, record: LoggedRecord, reason: DeadLetterReason): Promise<LogPosition> {
    const headers: RecordHeaders = {
      ...record.headers,
      [DEAD_LETTER_HEADERS.code]: reason.code,
      [DEAD_LETTER_HEADERS.detail]: reason.detail.slice(0, 1_000),
      [DEAD_LETTER_HEADERS.topic]: source.topic,
      [DEAD_LETTER_HEADERS.partition]: String(source.partition),
      [DEAD_LETTER_HEADERS.offset]: String(record.position.offset),
      [DEAD_LETTER_HEADERS.group]: source.group,
    };
    const [position] = await this.log.append(deadLetterTopicName(source.topic), [{ key: record.key, value: record.value, timeMs: record.timeMs, headers }]);
    if (position === undefined) throw new VitrineError('internal', 'the log acknowledged no dead letter', { topic: source.topic });
    return position;
  }

  /** Dead letters of an event, oldest first. */
  async *list<E extends AnyEvent>(contract: EventContract<E>, signal?: AbortSignal): AsyncIterable<DeadLetter<E>> {
    for (const { topic, partition, begin, end } of await this.log.ends(deadLetterTopicName(contract.topic.name))) {
      for await (const record of this.log.read({ topic, partition }, begin, end, signal)) yield deadLetterOf(contract, record);
    }
  }

  /**
   * Appends the record to its topic again, as it was; the dead letter stays where it is.
   * @param position of the dead letter
   * @throws VitrineError `not_found` when there is none
   */
  async replay<E extends AnyEvent>(contract: EventContract<E>, position: LogPosition): Promise<LogPosition> {
    const { topic, partition, offset } = position;
    for await (const record of this.log.read({ topic, partition }, offset, offset + 1)) {
      const { key, value, timeMs, headers } = deadLetterOf(contract, record).record;
      const [replayed] = await this.log.append(contract.topic.name, [{ key, value, timeMs, headers }]);
      if (replayed !== undefined) return replayed;
    }
    throw new VitrineError('not_found', 'there is no such dead letter', { topic, partition, offset });
  }
}

function deadLetterOf<E extends AnyEvent>(contract: EventContract<E>, letter: LoggedRecord): DeadLetter<E> {
  const { headers } = letter;
  const origin = {
    topic: headers[DEAD_LETTER_HEADERS.topic] ?? contract.topic.name,
    partition: Number(headers[DEAD_LETTER_HEADERS.partition] ?? -1),
    offset: Number(headers[DEAD_LETTER_HEADERS.offset] ?? -1),
  };
  const added: ReadonlySet<string> = new Set(Object.values(DEAD_LETTER_HEADERS));
  const original = Object.fromEntries(Object.entries(headers).filter(([name]) => !added.has(name)));
  return {
    position: letter.position,
    origin,
    group: headers[DEAD_LETTER_HEADERS.group] ?? '',
    reason: { code: headers[DEAD_LETTER_HEADERS.code] ?? 'internal', detail: headers[DEAD_LETTER_HEADERS.detail] ?? '' },
    record: { ...letter, position: origin, headers: original },
    event: decoded(contract, letter.value),
  };
}

function decoded<E extends AnyEvent>(contract: EventContract<E>, value: Buffer | null): E | null {
  if (value === null) return null;
  try {
    return contract.decode(value);
  } catch {
    return null;
  }
}
