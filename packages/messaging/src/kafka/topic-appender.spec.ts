import type { Message } from 'kafkajs';
import { describe, expect, it, vi } from 'vitest';
import type { NewRecord } from '../event-log.js';
import { partitionOf } from '../murmur2.js';
import { TopicAppender } from './topic-appender.js';

/** A topic's partitions as a broker keeps them; `fault` is asked before each send. */
class FakeTopic {
  readonly sends: Message[][] = [];
  readonly stored = new Map<number, string[]>();
  private held: Promise<void> = Promise.resolve();

  constructor(private readonly fault: (messages: readonly Message[]) => Error | null = () => null) {}

  /** Holds every send until the returned function is called. */
  hold(): () => void {
    const { promise, release } = latch();
    this.held = promise;
    return release;
  }

  send = async (messages: readonly Message[]): Promise<readonly number[]> => {
    this.sends.push([...messages]);
    await this.held;
    const error = this.fault(messages);
    if (error !== null) throw error;
    return messages.map(({ partition = 0, value }) => {
      const stored = this.stored.get(partition) ?? [];
      this.stored.set(partition, [...stored, String(value)]);
      return stored.length;
    });
  };
}

function latch(): { readonly promise: Promise<void>; readonly release: () => void } {
  const opened = new AbortController();
  const promise = new Promise<void>((resolve) => { opened.signal.addEventListener('abort', () => resolve()); });
  return { promise, release: () => opened.abort() };
}

const appender = (topic: FakeTopic, timeoutMs = 5_000): TopicAppender => new TopicAppender({ topic: 't', partitions: 3, timeoutMs, random: () => 0 }, topic.send);
const records = (from: number, count: number, bytes = 0): NewRecord[] =>
  Array.from({ length: count }, (_, i) => ({ key: `k${(from + i) % 7}`, value: Buffer.from(String(from + i).padEnd(bytes, ' ')), timeMs: 0 }));
const tooLarge = (): Error => Object.assign(new Error('too large'), { type: 'MESSAGE_TOO_LARGE' });

describe('TopicAppender', () => {
  it('tells where each record stands', async () => {
    const topic = new FakeTopic();
    const appending = appender(topic);
    await appending.append(records(0, 5));
    const wanted = records(5, 20);
    const positions = await appending.append(wanted);
    for (const [index, { partition, offset }] of positions.entries()) {
      expect(partition).toBe(partitionOf(wanted[index]?.key ?? '', 3));
      expect(topic.stored.get(partition)?.[offset]).toBe(String(wanted[index]?.value));
    }
  });

  it('sends together what came while a send was under way, in order', async () => {
    const topic = new FakeTopic();
    const release = topic.hold();
    const appending = appender(topic);
    const all = [0, 1, 2, 3].map((from) => appending.append(records(from, 1)));
    release();
    await Promise.all(all);
    expect(topic.sends.map((messages) => messages.map(({ value }) => String(value)))).toEqual([['0'], ['1', '2', '3']]);
  });

  it('keeps every send below a megabyte', async () => {
    const topic = new FakeTopic();
    const positions = await appender(topic).append(records(0, 30, 100_000));
    expect(positions).toHaveLength(30);
    for (const messages of topic.sends) expect(messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0)).toBeLessThan(1_000_000);
  });

  it('tries again what failed for the moment, before anything behind it', async () => {
    let failures = 2;
    const topic = new FakeTopic(() => (failures-- > 0 ? new Error('broker gone') : null));
    const appending = appender(topic);
    await Promise.all([appending.append(records(0, 1)), appending.append(records(7, 1))]);
    expect(topic.stored.get(partitionOf('k0', 3))).toEqual(['0', '7']);
  });

  it('refuses only the caller whose record is too large', async () => {
    const topic = new FakeTopic((messages) => (messages.some(({ value }) => String(value) === '1') ? tooLarge() : null));
    const release = topic.hold();
    const appending = appender(topic);
    const all = [0, 1, 2].map((from) => appending.append(records(from, 1)));
    release();
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'body_too_large', retriable: false } });
  });

  it('tells the caller to come again when too much waits already, and takes records again once that is gone', async () => {
    const topic = new FakeTopic();
    const release = topic.hold();
    const appending = appender(topic);
    const large = { key: 'k', value: Buffer.alloc(40 * 2 ** 20), timeMs: 0, headers: {} };
    const waiting = appending.append([large]);
    await expect(appending.append([large])).rejects.toMatchObject({ code: 'overloaded', retriable: true });
    release();
    await waiting;
    await expect(appending.append([large])).resolves.toHaveLength(1);
  });

  it('gives up when the time is over, and sends nothing more of it', async () => {
    let down = true;
    const topic = new FakeTopic(() => (down ? new Error('broker gone') : null));
    const appending = appender(topic, 30);
    await expect(appending.append(records(0, 1))).rejects.toMatchObject({ code: 'log_unavailable', retriable: true });
    down = false;
    await vi.waitFor(async () => { await appending.append(records(1, 1)); }, { timeout: 5_000 });
    expect([...topic.stored.values()].flat()).not.toContain('0');
  });
});
