import type { Message } from 'kafkajs';

/** Writes messages to Kafka, acknowledged by all replicas in sync; either client does. */
export interface MessageSender {
  /** Sends to one topic, in order; partitions are given by the messages. Resolves with the offset of each. */
  send(topic: string, messages: readonly Message[]): Promise<readonly number[]>;
  /** Connects; rejects where this user may not write. */
  check(): Promise<void>;
  close(): Promise<void>;
}
