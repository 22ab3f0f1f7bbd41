import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { Partition } from '@vitrine/contracts';
import type { LoggedRecord, NewRecord, RecordHeaders } from '../event-log.js';

/** Event time of a record. Topics with a retention carry the broker's time in the record itself, so that retention counts from arrival. */
const EVENT_TIME_HEADER = 'event-time-ms';

/** Bytes a record takes on the wire beside its key, value and headers; an upper bound. */
const RECORD_OVERHEAD = 64;

/** A record as the client sends it. */
export function toMessage(record: NewRecord, partition: number): Message {
  const headers = { ...record.headers, [EVENT_TIME_HEADER]: String(record.timeMs) };
  return { key: record.key, value: record.value, partition, headers, timestamp: String(record.timeMs) };
}

/** Size of a record on the wire, within a few bytes above. */
export function wireBytes(record: NewRecord): number {
  const headers = Object.entries(record.headers ?? {}).reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  return RECORD_OVERHEAD + record.key.length * 3 + (record.value?.length ?? 0) + headers;
}

/** A fetched message as a record of the log. A producer of another make may leave key and headers out. */
export function toRecord({ topic, partition }: Partition, message: KafkaMessage): LoggedRecord {
  const { [EVENT_TIME_HEADER]: eventTime, ...headers } = textHeaders(message.headers ?? {});
  return {
    key: message.key?.toString('utf8') ?? '',
    value: message.value,
    headers,
    timeMs: Number(eventTime ?? message.timestamp),
    position: { topic, partition, offset: Number(message.offset) },
  };
}

function textHeaders(headers: IHeaders): RecordHeaders {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) texts[name] = first.toString();
  }
  return texts;
}
