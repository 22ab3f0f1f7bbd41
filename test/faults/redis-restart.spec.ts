import { randomBytes } from 'node:crypto';
import { openRedisState } from '@vitrine/state/redis';
import type { CatalogueRegion, ChainId, Sku } from '@vitrine/contracts';
import { startRedis, type RunningRedis } from '@vitrine/testing/infrastructure';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeWithRedis } from '../provided.js';

const SPACE = { chainId: 'chain' as ChainId, region: 'north' as CatalogueRegion };

describeWithRedis('a Redis that is killed', () => {
  let redis: RunningRedis;
  beforeEach(async () => { redis = await startRedis({ own: true }); });
  afterEach(async () => redis.stop());

  it('comes back by itself with every product vector it had', async () => {
    const state = await openRedisState({ url: redis.url, masterKey: randomBytes(32), clock: { nowMs: () => Date.now() } });
    const vectors = Array.from({ length: 40 }, (_, n) => ({ sku: `sku-${n}` as Sku, vector: Float32Array.of(Math.cos(n), Math.sin(n)) }));
    await state.productVectors.replaceAll(SPACE, vectors);
    await state.productVectors.upsert(SPACE, vectors.slice(0, 9));
    await redis.kill('SIGKILL');
    await redis.restart();
    await vi.waitFor(async () => { expect(await state.productVectors.size(SPACE)).toBe(40); }, { timeout: 10_000, interval: 50 });
    await state.store.close();
  });
});
