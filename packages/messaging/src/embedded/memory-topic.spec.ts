import { EventEmitter, once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameCaptured, type TopicSettings } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoggedRecord } from '../event-log.js';
import { EmbeddedEventLog, type EmbeddedEventLogOptions } from './index.js';

const FRAMES: TopicSettings = { ...FrameCaptured.topic, partitions: 1 };
const frame = (number: number, bytes = 10) => ({ key: 's:b', value: Buffer.alloc(bytes, number), timeMs: number });

describe('a topic in memory', () => {
  let path: string;
  let log: EmbeddedEventLog;
  let now: number;
  const open = async (options: EmbeddedEventLogOptions = {}): Promise<EmbeddedEventLog> => {
    log = await EmbeddedEventLog.open({ path }, { clock: { nowMs: () => now }, ...options });
    await log.ensureTopics([FRAMES]);
    return log;
  };
  beforeEach(async () => {
    now = 1_000;
    path = await mkdtemp(join(tmpdir(), 'vitrine-log-'));
  });
  afterEach(async () => {
    await log.close();
    await rm(path, { recursive: true, force: true });
  });
  const consume = async (group: string): Promise<LoggedRecord[]> => {
    const seen: LoggedRecord[] = [];
    await log.subscribe({ group, topics: [FRAMES.name], maxItems: 1, maxWaitMs: 0, from: 'earliest' }, async ({ records }) => {
      seen.push(...records);
      return { next: (records.at(-1)?.position.offset ?? 0) + 1 };
    });
    return seen;
  };

  it('never reaches the disk', async () => {
    await open();
    const secret = Buffer.from('not-for-the-disk');
    await log.append(FRAMES.name, [{ key: 's:b', value: secret, timeMs: 1 }]);
    await log.close();
    for (const file of await readdir(path)) expect((await readFile(join(path, file))).includes(secret)).toBe(false);
  });

  it('does not use an offset again after a restart, because ids are derived from them', async () => {
    await open();
    const [before] = await log.append(FRAMES.name, [frame(1)]);
    await log.close();
    await open();
    const [after] = await log.append(FRAMES.name, [frame(2)]);
    expect(after?.offset).toBeGreaterThan(before?.offset ?? 0);
    const seen = await consume('g');
    await vi.waitFor(() => { expect(seen.map(({ position }) => position.offset)).toEqual([after?.offset]); });
  });

  it('makes room by dropping the oldest, and tells each group how much of it went unread', async () => {
    const evicted: [string, number][] = [];
    await open({ memory: { maxBytes: 100 }, onEvicted: (source, records) => evicted.push([source.group, records]) });
    const resume = new EventEmitter();
    const held = once(resume, 'go');
    const seen: number[] = [];
    await log.subscribe({ group: 'slow', topics: [FRAMES.name], maxItems: 1, maxWaitMs: 0, from: 'earliest' }, async ({ records }) => {
      seen.push(...records.map(({ timeMs }) => timeMs));
      await held;
      return { next: (records[0]?.position.offset ?? 0) + 1 };
    });
    await log.append(FRAMES.name, [frame(1)]);
    await vi.waitFor(() => { expect(seen).toEqual([1]); });
    for (let number = 2; number <= 16; number++) await log.append(FRAMES.name, [frame(number)]);
    resume.emit('go');
    await vi.waitFor(() => { expect(seen).toEqual([1, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]); });
    expect(evicted).toEqual([['slow', 5]]);
  });

  it('is bounded in number too, over all its partitions, and takes a record that alone is larger than the room', async () => {
    await open({ memory: { maxRecords: 3, maxBytes: 50 } });
    await log.append(FRAMES.name, [frame(1), frame(2), frame(3), frame(4)]);
    expect(await log.ends(FRAMES.name)).toMatchObject([{ begin: 1, end: 4 }]);
    await log.append(FRAMES.name, [frame(5, 60)]);
    expect(await log.ends(FRAMES.name)).toMatchObject([{ begin: 4, end: 5 }]);
  });

  it('keeps records no longer than its retention', async () => {
    await open({ upkeepIntervalMs: 5 });
    await log.append(FRAMES.name, [frame(1)]);
    now += FRAMES.retentionMs;
    await log.append(FRAMES.name, [frame(2)]);
    now += 1;
    await vi.waitFor(async () => { expect(await log.ends(FRAMES.name)).toMatchObject([{ begin: 1, end: 2 }]); });
  });
});
