import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IdentityResolved, StockChanged, type TopicSettings } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoggedRecord, NewRecord } from '../event-log.js';
import { EmbeddedEventLog } from './index.js';

const DAY_MS = 86_400_000;
const KEPT: TopicSettings = { ...IdentityResolved.topic, partitions: 1, retentionMs: 1_000 };
const COMPACTED: TopicSettings = { ...StockChanged.topic, partitions: 1 };
const count = (key: string, number: number): NewRecord => ({ key, value: Buffer.from(String(number)), timeMs: number });

describe('upkeep of the embedded log', () => {
  let path: string;
  let log: EmbeddedEventLog;
  let now = 0;
  const open = async (): Promise<void> => {
    log = await EmbeddedEventLog.open({ path }, { clock: { nowMs: () => now }, upkeepIntervalMs: 5 });
    await log.ensureTopics([KEPT, COMPACTED]);
  };
  const readAll = async (topic: string): Promise<LoggedRecord[]> => {
    const records: LoggedRecord[] = [];
    for await (const record of log.read({ topic, partition: 0 }, 0, 1_000_000)) records.push(record);
    return records;
  };
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'vitrine-log-'));
    await open();
  });
  afterEach(async () => {
    await log.close();
    await rm(path, { recursive: true, force: true });
  });

  it('drops what was taken longer ago than the retention, and goes on numbering after a restart', async () => {
    await log.append(KEPT.name, [count('a', 1), count('a', 2)]);
    now += 1_001;
    await vi.waitFor(async () => { expect(await log.ends(KEPT.name)).toMatchObject([{ begin: 2, end: 2 }]); });
    await log.close();
    await open();
    expect(await log.append(KEPT.name, [count('a', 3)])).toMatchObject([{ offset: 2 }]);
  });

  it('keeps the newest record of every key of a compacted topic, where it stood', async () => {
    await log.append(COMPACTED.name, Array.from({ length: 3_000 }, (_, i) => count(`k${i % 3}`, i)));
    await log.close();
    await open();
    await vi.waitFor(async () => { expect((await readAll(COMPACTED.name)).map(({ key, position }) => [key, position.offset])).toEqual([['k0', 2997], ['k1', 2998], ['k2', 2999]]); }, { timeout: 10_000 });
    expect(await log.ends(COMPACTED.name)).toMatchObject([{ begin: 2997, end: 3000 }]);
  });

  it('forgets a tombstone only after a day, so that a consumer that was away sees it', async () => {
    await log.append(COMPACTED.name, [count('gone', 1), { key: 'gone', value: null, timeMs: 2 }, count('there', 3)]);
    await log.close();
    await open();
    await vi.waitFor(async () => { expect((await readAll(COMPACTED.name)).map(({ key, value }) => [key, value === null])).toEqual([['gone', true], ['there', false]]); });
    await log.close();
    now += DAY_MS + 1;
    await open();
    await vi.waitFor(async () => { expect((await readAll(COMPACTED.name)).map(({ key }) => key)).toEqual(['there']); });
  });

  it('does not disturb a consumer whose records it removes', async () => {
    await log.append(COMPACTED.name, Array.from({ length: 2_000 }, (_, i) => count(`k${i % 2}`, i)));
    await log.close();
    await open();
    const latest = new Map<string, string>();
    await log.subscribe({ group: 'g', topics: [COMPACTED.name], maxItems: 10, maxWaitMs: 0, from: 'earliest' }, async ({ records }) => {
      for (const { key, value } of records) latest.set(key, value?.toString() ?? '');
      return { next: (records.at(-1)?.position.offset ?? 0) + 1 };
    });
    await vi.waitFor(() => { expect(Object.fromEntries(latest)).toEqual({ k0: '1998', k1: '1999' }); }, { timeout: 10_000 });
  });
});
