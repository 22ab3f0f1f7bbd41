import { randomUUID } from 'node:crypto';
import type { Partition } from '@vitrine/contracts';
import type { LogConsumer } from '@vitrine/messaging';
import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { afterEach, expect, it, vi } from 'vitest';
import { faultTopic } from '../faults/numbered-log.js';
import { describeWithKafka, MISSING_LIBRDKAFKA } from '../provided.js';

const PATIENCE = { timeout: 60_000, interval: 50 };

describeWithKafka('a member with a name of its own (KAFKA_INSTANCE_ID)', (brokers) => {
  const logs: KafkaEventLog[] = [];
  afterEach(async () => { for (const log of logs.splice(0)) await log.close(); });

  const open = (instanceId: string): KafkaEventLog => {
    const log = new KafkaEventLog({ brokers, clientId: 'static', sessionTimeoutMs: 20_000, client: 'librdkafka', instanceId });
    logs.push(log);
    return log;
  };

  it('gets its partitions back when it is started anew within its session, and the others notice nothing', async ({ skip }) => {
    if (MISSING_LIBRDKAFKA !== null) skip(MISSING_LIBRDKAFKA);
    const [topic, group] = [`static.${randomUUID()}`, `static.${randomUUID()}`];
    const first = open('worker-0');
    await first.ensureTopics([faultTopic(topic, 4)]);
    let claims = 0;
    const join = (log: KafkaEventLog, claimed: () => void = () => undefined): Promise<LogConsumer> => log.subscribe(
      { group, topics: [topic], maxItems: 10, maxWaitMs: 5, from: 'earliest', resumeFrom: async () => { claimed(); return null; } },
      async ({ records }) => ({ next: (records.at(-1)?.position.offset ?? -1) + 1 }),
    );
    const stays = await join(first, () => { claims += 1; });
    const second = open('worker-1');
    const leaves = await join(second);
    await vi.waitFor(() => { expect([stays.assignment().length, leaves.assignment().length]).toEqual([2, 2]); }, PATIENCE);
    const before = { stays: numbers(stays.assignment()), leaves: numbers(leaves.assignment()), claims };
    await second.close();
    const back = await join(open('worker-1'));
    await vi.waitFor(() => { expect(numbers(back.assignment())).toEqual(before.leaves); }, PATIENCE);
    expect({ stays: numbers(stays.assignment()), leaves: numbers(back.assignment()), claims }).toEqual(before);
  });
});

function numbers(partitions: readonly Partition[]): number[] {
  return partitions.map(({ partition }) => partition).toSorted((a, b) => a - b);
}
