import type { IHeaders } from 'kafkajs';
import type { LoggedRecord } from '../../event-log.js';
import { toRecord } from '../kafka-records.js';
import type { NativeMessage } from './librdkafka-module.js';

/** A message of librdkafka as a record of the log. */
export function nativeRecord(message: NativeMessage): LoggedRecord {
  const { key = null, value, timestamp = 0, offset } = message;
  const headers: IHeaders = Object.assign({}, ...(message.headers ?? []));
  return toRecord(message, { key: typeof key === 'string' ? Buffer.from(key) : key, value, timestamp: String(timestamp), offset: String(offset), headers, attributes: 0 });
}
