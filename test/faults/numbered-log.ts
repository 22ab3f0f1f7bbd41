import type { TopicSettings } from '@vitrine/contracts';
import type { EventLog, NewRecord } from '@vitrine/messaging';

/** A topic for fault tests. */
export function faultTopic(name: string, partitions: number): TopicSettings {
  return { name, partitions, cleanup: 'delete', retentionMs: -1, maxMessageBytes: 1_048_588, memoryOnly: false };
}

/** Records numbered `from` to `from + count - 1`, their numbers as values, over twenty keys. */
export function numbered(from: number, count: number): NewRecord[] {
  return Array.from({ length: count }, (_, i) => ({ key: `k${(from + i) % 20}`, value: Buffer.from(String(from + i)), timeMs: from + i }));
}

/** Appends until all of them are acknowledged, as an application that tries again does. */
export async function appendAll(log: EventLog, topic: string, records: readonly NewRecord[]): Promise<void> {
  for (;;) {
    try {
      await log.append(topic, records);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'log_unavailable') throw error;
    }
  }
}
