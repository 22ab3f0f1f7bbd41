import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { expect, it, vi } from 'vitest';
import { describeWithKafkaClients, type KafkaClientName } from '../provided.js';
import { faultTopic, numbered } from './numbered-log.js';

const DOOMED = fileURLToPath(new URL('doomed-consumer.ts', import.meta.url));

describeWithKafkaClients('a consumer that is killed', (brokers, client) => {
  it('leaves its partitions to the other, which misses nothing', async () => {
    const topic = `doomed.${randomUUID()}`;
    const group = `group.${randomUUID()}`;
    const log = new KafkaEventLog({ brokers, clientId: 'survivor', sessionTimeoutMs: 2_000, client });
    const finished = new Set<number>();
    let doomed: ChildProcess | null = null;
    try {
      await log.ensureTopics([faultTopic(topic, 4)]);
      doomed = await startDoomed([brokers.join(','), topic, group, client], finished);
      const survivor = await log.subscribe({ group, topics: [topic], maxItems: 5, maxWaitMs: 5, from: 'earliest' }, async ({ records }) => {
        for (const { value } of records) finished.add(Number(value));
        return { next: (records.at(-1)?.position.offset ?? 0) + 1 };
      });
      await vi.waitFor(() => { expect(survivor.assignment()).toHaveLength(2); }, { timeout: 60_000, interval: 50 });
      await log.append(topic, numbered(0, 500));
      await vi.waitFor(() => { expect(finished.size).toBeGreaterThan(100); }, { timeout: 60_000, interval: 5 });
      const gone = once(doomed, 'exit');
      doomed.kill('SIGKILL');
      await gone;
      await vi.waitFor(() => { expect(finished.size).toBe(500); }, { timeout: 60_000, interval: 50 });
      expect(survivor.assignment()).toHaveLength(4);
    } finally {
      doomed?.kill('SIGKILL');
      await log.close();
    }
  });
});

/** Starts the process and resolves once it owns all partitions. */
async function startDoomed(args: readonly [brokers: string, topic: string, group: string, client: KafkaClientName], finished: Set<number>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', DOOMED, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ready = once(lines, 'line');
  lines.on('line', (line) => { if (line !== 'ready') finished.add(Number(line)); });
  await ready;
  return child;
}
