import type { Message } from 'kafkajs';
import { ByteWriter } from './byte-writer.js';
import { batchBytesAtMost, writeRecordBatch } from './record-batch.js';

/** What kafkajs makes a request of. */
export interface ProduceInput {
  readonly acks: number;
  readonly timeout: number;
  readonly transactionalId?: string | null;
  /** kafkajs's own long number, or a text. */
  readonly producerId: { toString(): string };
  readonly producerEpoch: number;
  readonly compression?: number;
  readonly topicData: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly firstSequence: number; readonly messages: readonly Message[] }[];
  }[];
}

/** A request as kafkajs sends it. */
export interface ProduceRequest {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly apiName: string;
  expectResponse(): boolean;
  encode(): Promise<{ readonly buf: Buffer; readonly buffer: Buffer }>;
}

const MOST_BYTES_PER_CHARACTER = 3;
const REQUEST_BYTES = 14;
const TOPIC_BYTES = 6;
const PARTITION_BYTES = 8;

/**
 * The body of a request to append: byte for byte what kafkajs writes (versions 3 to 7), in one piece of memory, where kafkajs copies every record eight
 * times. Records without compression and transaction, each with a time.
 */
export function encodeProduce({ acks, timeout, producerId, producerEpoch, topicData }: ProduceInput): Buffer {
  const writer = new ByteWriter(bytesAtMost(topicData));
  const producer = { producerId: BigInt(producerId.toString()), producerEpoch };
  writer.string(null);
  writer.int16(acks);
  writer.int32(timeout);
  writer.int32(topicData.length);
  for (const { topic, partitions } of topicData) {
    writer.string(topic);
    writer.int32(partitions.length);
    for (const { partition, firstSequence, messages } of partitions) {
      writer.int32(partition);
      const sizeAt = writer.at;
      writer.int32(0);
      writeRecordBatch(writer, { messages, ...producer, firstSequence });
      writer.bytes.writeInt32BE(writer.at - sizeAt - 4, sizeAt);
    }
  }
  return writer.bytes.subarray(0, writer.at);
}

/** Whether `encodeProduce` writes it. */
export function isPlain({ compression = 0, transactionalId = null, topicData }: ProduceInput): boolean {
  return compression === 0 && transactionalId === null && topicData.every(({ partitions }) => partitions.every(({ messages }) => messages.every(({ timestamp }) => timestamp !== undefined)));
}

function bytesAtMost(topicData: ProduceInput['topicData']): number {
  let bytes = REQUEST_BYTES;
  for (const { topic, partitions } of topicData) {
    bytes += TOPIC_BYTES + topic.length * MOST_BYTES_PER_CHARACTER;
    for (const { messages } of partitions) bytes += PARTITION_BYTES + batchBytesAtMost(messages);
  }
  return bytes;
}
