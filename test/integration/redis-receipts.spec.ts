import { createHash, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { EventId } from '@vitrine/contracts';
import type { State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithRedis } from '../provided.js';

const DAY = 'chain:store:2026-03-02:till';
const receipt = (number: number): EventId => `${DAY}:${number}` as EventId;
const [FIRST, OTHER] = ['1'.repeat(64), '2'.repeat(64)];
const HOUR_MS = 3_600_000;
const contentOf = (id: EventId): string => createHash('sha256').update(id).digest('hex');

describeWithRedis('receipts that an earlier release has kept', (url) => {
  let redis: Redis;
  let state: State;
  let prefix: string;
  beforeEach(async () => {
    redis = new Redis(url);
    prefix = `receipts-${randomUUID()}`;
    state = await openRedisState({ url, keyPrefix: prefix, masterKey: Buffer.alloc(32, 7), clock: { nowMs: Date.now } });
  });
  afterEach(async () => {
    await state.store.close();
    redis.disconnect();
  });

  const reserve = async (number: number, content: string): Promise<string | undefined> => (await state.receiptLedger.reserve(new Map([[receipt(number), content]]))).get(receipt(number));

  it('hold their numbers until they are forgotten', async () => {
    await redis.hset(`{${prefix}}:receipts:${DAY}`, '7', `${Date.now() + HOUR_MS} ${FIRST}`, '8', `${Date.now() - 1} ${FIRST}`);
    expect(await reserve(7, FIRST)).toBe(FIRST);
    expect(await reserve(7, OTHER)).not.toBe(OTHER);
    expect(await reserve(8, OTHER)).toBe(OTHER);
    expect(await reserve(9, OTHER)).toBe(OTHER);
  });

  it('are not applied again', async () => {
    await redis.hset(`{${prefix}}:applied:${DAY}`, '7', Date.now() + HOUR_MS, '8', Date.now() - 1);
    await state.store.write([state.receiptLedger.markApplied(receipt(9))]);
    expect(await state.receiptLedger.applied([7, 8, 9, 10].map(receipt))).toEqual(new Set([receipt(7), receipt(9)]));
  });

  it('and numbers of many hashes and days that are asked for together are each answered for themselves', async () => {
    const days = ['chain:store:2026-03-03:till', 'chain:store:2026-03-03:other', 'chain:store:2026-03-04:till'];
    const numbers = days.flatMap((day) => Array.from({ length: 700 }, (_, number) => `${day}:${number}` as EventId));
    await redis.hset(`{${prefix}}:receipts:${days[1]}`, '300', `${Date.now() + HOUR_MS} ${FIRST}`);
    const first = await state.receiptLedger.reserve(new Map(numbers.toReversed().filter((_, index) => index % 3 === 0).map((id) => [id, contentOf(id)])));
    expect([...first].filter(([id, holder]) => holder !== contentOf(id))).toEqual([]);
    const all = await state.receiptLedger.reserve(new Map(numbers.map((id) => [id, first.has(id) ? OTHER : contentOf(id)])));
    expect([...all.keys()].toSorted()).toEqual(numbers.toSorted());
    const refused = [...all].filter(([id, holder]) => holder !== (first.has(id) ? OTHER : contentOf(id))).map(([id]) => id);
    expect(refused.toSorted()).toEqual([...first.keys(), `${days[1]}:300`].toSorted());
  });

  it('take about a tenth of the room in the way they are kept now', async () => {
    const days = Array.from({ length: 50 }, (_, day) => Array.from({ length: 400 }, (_receipt, number) => `chain:store:day-${day}:till:${number}` as EventId));
    for (const day of days) {
      await state.receiptLedger.reserve(new Map(day.map((id, number) => [id, number.toString(16).padStart(64, 'f')])));
      await state.store.write(day.map((id) => state.receiptLedger.markApplied(id)));
    }
    const keys = await redis.keys(`{${prefix}}:*chain:store:day-*`);
    const bytes = await Promise.all(keys.map(async (key) => Number(await redis.memory('USAGE', key, 'SAMPLES', 0))));
    const perReceipt = bytes.reduce((sum, one) => sum + one, 0) / (50 * 400);
    // A field for each, as earlier releases had it, took 206.
    expect(perReceipt).toBeLessThan(30);
    expect(perReceipt).toBeGreaterThan(16);
  });
});
