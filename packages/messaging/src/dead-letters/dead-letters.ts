import { VitrineError, type AnyEvent, type ConsumedPartition, type EventContract, type LogPosition } from '@vitrine/contracts';
import type { EventLog, LoggedRecord, RecordHeaders } from '../event-log.js';
import { DEAD_LETTER_HEADERS } from '../headers.js';
import { deadLetterOf, type DeadLetter, type DeadLetterReason } from './dead-letter.js';
import { deadLetterTopicName } from './dead-letter-topics.js';
import { handlingOf } from './handling.js';

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

  /** Dead letters of an event, oldest first, handled or not. */
  async *list<E extends AnyEvent>(contract: EventContract<E>, signal?: AbortSignal): AsyncIterable<DeadLetter<E>> {
    for (const { topic, partition, begin, end } of await this.log.ends(deadLetterTopicName(contract.topic.name))) {
      for await (const record of this.log.read({ topic, partition }, begin, end, signal)) {
        if (handlingOf(record) === null) yield deadLetterOf(contract, record);
      }
    }
  }
}
