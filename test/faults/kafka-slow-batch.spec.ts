import { randomUUID } from 'node:crypto';
import type { BatchHandler } from '@vitrine/messaging';
import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { InferencePool } from '@vitrine/vision';
import { expect, it, vi } from 'vitest';
import { describeWithKafka } from '../provided.js';
import { faultTopic, numbered } from './numbered-log.js';

const SESSION_MS = 1_000;
/** Three sessions long. */
const INFERENCE_MS = 3_000;

/** One consumer whose batches are inferred in a thread that blocks, as a runtime does; another one stands by. */
describeWithKafka('a batch slower than the session', (brokers) => {
  it('loses neither its partition nor its turn: heartbeats go on while its thread infers', async () => {
    const topic = `slow.${randomUUID()}`;
    const group = `group.${randomUUID()}`;
    const [worker, other] = ['worker', 'other'].map((clientId) => new KafkaEventLog({ brokers, clientId, sessionTimeoutMs: SESSION_MS })) as [KafkaEventLog, KafkaEventLog];
    const pool = new InferencePool<string, { readonly tookMs: number }>(
      new URL('./blocking-thread.mjs', import.meta.url), { blockMs: INFERENCE_MS }, { threads: 1, maxBatch: 5, maxWaitMs: 5, maxQueued: 100, batchTimeoutMs: 60_000 },
      { onReady: () => undefined, onReport: () => undefined, onEnd: () => undefined },
    );
    const done: string[] = [];
    const took: number[] = [];
    try {
      await pool.ready();
      await worker.ensureTopics([faultTopic(topic, 2)]);
      const handler = (name: string): BatchHandler => async ({ records }) => {
        for (const { tookMs } of await pool.run(records.map(({ value }) => String(value)))) took.push(tookMs);
        for (const { value } of records) done.push(`${name} ${String(value)}`);
        return { next: (records.at(-1)?.position.offset ?? 0) + 1 };
      };
      const options = { group, topics: [topic], maxItems: 5, maxWaitMs: 5, from: 'earliest' as const };
      const first = await worker.subscribe(options, handler('worker'));
      const second = await other.subscribe(options, handler('other'));
      await vi.waitFor(() => { expect([first.assignment().length, second.assignment().length]).toEqual([1, 1]); }, { timeout: 60_000, interval: 50 });
      const held = [...first.assignment(), ...second.assignment()];
      await worker.append(topic, numbered(0, 20));
      await vi.waitFor(() => { expect(new Set(done.map((line) => line.split(' ')[1])).size).toBe(20); }, { timeout: 110_000, interval: 50 });
      expect(Math.min(...took)).toBeGreaterThanOrEqual(INFERENCE_MS);
      expect(done).toHaveLength(20);
      expect([...first.assignment(), ...second.assignment()]).toEqual(held);
    } finally {
      await pool.close();
      await worker.close();
      await other.close();
    }
  });
});
