import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { ChainId, Sku } from '@vitrine/contracts';
import type { ProductRecord, State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWithRedis } from '../provided.js';

const CHAIN = 'chain' as ChainId;
const MONTH_S = 30 * 86_400;
const MILK: ProductRecord = { chainId: CHAIN, sku: 'milk' as Sku, changedAtMs: 1_000, title: 'Milk', categoryPath: ['Dairy'], brand: null, sensitive: false, active: true, marginPercent: 12.5 };

describeWithRedis('a product in Redis', (url) => {
  let redis: Redis;
  let state: State;
  let key: string;
  beforeEach(async () => {
    redis = new Redis(url);
    const prefix = `entities-${randomUUID()}`;
    key = `{${prefix}}:entity:product:${CHAIN}:milk`;
    state = await openRedisState({ url, keyPrefix: prefix, masterKey: Buffer.alloc(32, 7), clock: { nowMs: Date.now } });
  });
  afterEach(async () => {
    await state.store.close();
    redis.disconnect();
  });

  it('is a hash whose texts say what was put', async () => {
    await state.products.put(MILK, 5);
    expect(await redis.hgetall(key)).toEqual({
      chainId: 'chain', sku: 'milk', changedAtMs: '1000', title: 'Milk', categoryPath: '["Dairy"]', sensitive: '0', active: '1', marginPercent: '12.5', logOffset: '5',
    });
  });

  it('leaves nothing but its place in the log for thirty days when it is forgotten, and stays when it is announced again', async () => {
    await state.products.put(MILK, 5);
    await state.products.forget(CHAIN, MILK.sku, 6);
    expect(await redis.hgetall(key)).toEqual({ logOffset: '6' });
    const left = await redis.ttl(key);
    expect(left).toBeGreaterThan(MONTH_S - 60);
    expect(left).toBeLessThanOrEqual(MONTH_S);
    await state.products.put(MILK, 7);
    expect(await redis.ttl(key)).toBe(-1);
    expect(await state.products.get(CHAIN, MILK.sku)).toEqual(MILK);
  });
});
