import { setTimeout as delay } from 'node:timers/promises';
import { VitrineError, type LogPosition } from '@vitrine/contracts';
import type { Message } from 'kafkajs';
import { Backoff } from '../backoff.js';
import type { NewRecord } from '../event-log.js';
import { partitionOf } from '../murmur2.js';
import { logFailure } from './kafka-failure.js';
import { toMessage, wireBytes } from './kafka-records.js';

// Below the broker's default limit of a record batch, even if all records are of one partition.
const MAX_SEND_BYTES = 900_000;
const MAX_SEND_RECORDS = 1_000;
/** What waits for a log that does not answer lies in memory: beyond this the caller is told at once to come again. */
const MAX_WAITING_BYTES = 64 * 2 ** 20;

/** Writes messages of one topic, in order; the result is the offset of each. */
export type SendMessages = (messages: readonly Message[]) => Promise<readonly number[]>;

/** What an appender is told about its topic and its patience. */
export interface TopicAppenderSettings {
  readonly topic: string;
  readonly partitions: number;
  readonly timeoutMs: number;
  readonly random: () => number;
}

/** Records of one caller that go out in one send. */
interface Part {
  readonly messages: readonly Message[];
  readonly bytes: number;
  /** Set once the caller has been answered; nothing more of it is sent. */
  readonly abandoned: () => boolean;
  readonly written: (positions: readonly LogPosition[]) => void;
  readonly refused: (error: VitrineError) => void;
}

/**
 * Appends to one topic: one send at a time, so order holds, and what arrives meanwhile goes out together with the next.
 * A send that fails is tried again until its callers' time is over.
 */
export class TopicAppender {
  private waiting: Part[] = [];
  private waitingBytes = 0;
  private sending = false;

  constructor(private readonly settings: TopicAppenderSettings, private readonly send: SendMessages) {}

  /**
   * @throws VitrineError `log_unavailable` when not acknowledged in time, `overloaded` when too much waits already,
   * `body_too_large` when the broker refuses the size
   */
  async append(records: readonly NewRecord[]): Promise<LogPosition[]> {
    const parts = split(records);
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    const { topic } = this.settings;
    if (this.waitingBytes > 0 && this.waitingBytes + bytes > MAX_WAITING_BYTES) throw new VitrineError('overloaded', `too much waits for ${topic}`, { topic });
    this.waitingBytes += bytes;
    try {
      return await this.enqueue(records.length, parts);
    } finally {
      this.waitingBytes -= bytes;
    }
  }

  private async enqueue(count: number, parts: readonly { readonly records: readonly NewRecord[]; readonly bytes: number }[]): Promise<LogPosition[]> {
    const { topic, partitions, timeoutMs } = this.settings;
    let answered = false;
    return new Promise<LogPosition[]>((resolve, reject) => {
      const refused = (error: VitrineError): void => {
        answered = true;
        clearTimeout(timer);
        reject(error);
      };
      const timer = setTimeout(() => refused(new VitrineError('log_unavailable', `${topic} did not acknowledge within ${timeoutMs} ms`, { topic })), timeoutMs);
      const positions: LogPosition[] = [];
      const written = (more: readonly LogPosition[]): void => {
        positions.push(...more);
        if (positions.length < count) return;
        clearTimeout(timer);
        resolve(positions);
      };
      for (const part of parts) {
        this.waiting.push({ messages: part.records.map((record) => toMessage(record, partitionOf(record.key, partitions))), bytes: part.bytes, abandoned: () => answered, written, refused });
      }
      void this.sendWaiting();
    });
  }

  private async sendWaiting(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let parts = this.next(); parts.length > 0; parts = this.next()) await this.sendParts(parts);
    this.sending = false;
  }

  /** Takes as many waiting parts as fit into one send. */
  private next(): Part[] {
    this.waiting = this.waiting.filter((part) => !part.abandoned());
    let [bytes, count, taken] = [0, 0, 0];
    for (const part of this.waiting) {
      bytes += part.bytes;
      count += part.messages.length;
      if (taken > 0 && (bytes > MAX_SEND_BYTES || count > MAX_SEND_RECORDS)) break;
      taken += 1;
    }
    return this.waiting.splice(0, taken);
  }

  private async sendParts(parts: readonly Part[]): Promise<void> {
    const backoff = new Backoff({ baseMs: 50, maxMs: 1_000, random: this.settings.random });
    for (let left = parts; left.length > 0; left = left.filter((part) => !part.abandoned())) {
      try {
        const offsets = await this.send(left.flatMap(({ messages }) => messages));
        return distribute(this.settings.topic, left, offsets);
      } catch (error) {
        const failure = logFailure(error, `${this.settings.topic} was not written`, { topic: this.settings.topic });
        if (failure.retriable) await delay(backoff.next());
        else if (left.length === 1) return left[0]?.refused(failure);
        else {
          // Whose record it is shows only one by one.
          for (const part of left) await this.sendParts([part]);
          return;
        }
      }
    }
  }
}

function split(records: readonly NewRecord[]): { readonly records: readonly NewRecord[]; readonly bytes: number }[] {
  const parts: { records: NewRecord[]; bytes: number }[] = [];
  for (const record of records) {
    const bytes = wireBytes(record);
    const last = parts.at(-1);
    if (last === undefined || last.bytes + bytes > MAX_SEND_BYTES || last.records.length >= MAX_SEND_RECORDS) parts.push({ records: [record], bytes });
    else {
      last.records.push(record);
      last.bytes += bytes;
    }
  }
  return parts;
}

/** Tells each part where its messages stand. */
function distribute(topic: string, parts: readonly Part[], offsets: readonly number[]): void {
  let first = 0;
  for (const part of parts) {
    part.written(part.messages.map(({ partition = 0 }, index) => ({ topic, partition, offset: offsets[first + index] ?? -1 })));
    first += part.messages.length;
  }
}
