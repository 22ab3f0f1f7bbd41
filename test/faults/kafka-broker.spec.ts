import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { startKafka, type RunningKafka } from '@vitrine/testing/infrastructure';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeWithKafkaClients } from '../provided.js';
import { appendAll, faultTopic, numbered } from './numbered-log.js';

const PATIENCE = { timeout: 90_000, interval: 50 };

describeWithKafkaClients('a broker that is killed', (_, client) => {
  let kafka: RunningKafka;
  let log: KafkaEventLog;

  beforeEach(async () => {
    kafka = await startKafka({ own: true });
    log = new KafkaEventLog({ brokers: kafka.brokers, clientId: 'faults', sessionTimeoutMs: 6_000, appendTimeoutMs: 2_000, client });
    await log.ensureTopics([faultTopic('receipts', 4)]);
  });

  afterEach(async () => {
    await log.close();
    await kafka.stop();
  });

  it('costs no acknowledged record, and its consumers carry on by themselves', async () => {
    const seen = new Map<number, number>();
    const consumer = await log.subscribe({ group: 'reco', topics: ['receipts'], maxItems: 20, maxWaitMs: 5, from: 'earliest' }, async ({ records }) => {
      for (const { value } of records) seen.set(Number(value), (seen.get(Number(value)) ?? 0) + 1);
      return { next: (records.at(-1)?.position.offset ?? 0) + 1 };
    });
    let failed: unknown = null;
    consumer.stopped.catch((error: unknown) => { failed = error; });
    await appendAll(log, 'receipts', numbered(0, 100));
    await vi.waitFor(() => { expect(seen.size).toBeGreaterThan(0); }, PATIENCE);
    await kafka.kill('SIGKILL');
    const appending = appendAll(log, 'receipts', numbered(100, 100));
    await kafka.restart();
    await appending;
    await vi.waitFor(() => { expect(seen.size).toBe(200); }, PATIENCE);
    expect(failed).toBeNull();
  });

  it('makes an append fail in time with a retriable error, and a check too', async () => {
    await kafka.kill('SIGKILL');
    const begun = performance.now();
    await expect(log.append('receipts', numbered(0, 1))).rejects.toMatchObject({ code: 'log_unavailable', retriable: true });
    await expect(log.check()).rejects.toMatchObject({ code: 'log_unavailable' });
    expect(performance.now() - begun).toBeLessThan(30_000);
    await kafka.restart();
    await appendAll(log, 'receipts', numbered(0, 1));
    await expect(log.check()).resolves.toBeUndefined();
  });
});
