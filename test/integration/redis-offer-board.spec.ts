import { randomBytes, randomUUID } from 'node:crypto';
import type { BoothId, ChainId, EventId, OfferDecided, StoreId } from '@vitrine/contracts';
import type { BoothAddress, State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithRedis } from '../provided.js';

const WATCHERS = 200;

function boothNumber(number: number): BoothAddress {
  return { chainId: 'chain' as ChainId, storeId: 'store' as StoreId, boothId: `booth-${number}` as BoothId };
}

function slate(booth: BoothAddress, name: string): OfferDecided {
  return {
    ...booth, eventId: name as EventId, origin: { topic: 't', partition: 0, offset: 0 }, sessionId: 'session' as OfferDecided['sessionId'],
    decidedAtMs: 0, validUntilMs: Number.MAX_SAFE_INTEGER, audience: 'ANONYMOUS', memberId: null, offers: [],
  };
}

describeWithRedis('many watchers of the offer board on Redis', (url) => {
  const keyPrefix = `board-${randomUUID()}`;
  let state: State;
  let redis: Redis;
  beforeAll(async () => {
    state = await openRedisState({ url, masterKey: randomBytes(32), clock: { nowMs: () => 0 }, keyPrefix });
    redis = new Redis(url);
  });
  afterAll(async () => {
    redis.disconnect();
    await state.store.close();
  });

  const connections = async (): Promise<number> => String(await redis.client('LIST')).split('\n').length;

  it('share one connection, and each gets all slates of its booth and no other', async () => {
    const before = await connections();
    const stops = Array.from({ length: WATCHERS }, () => new AbortController());
    const seen = Array.from({ length: WATCHERS }, (): string[] => []);
    const watching = stops.map(async ({ signal }, number) => {
      for await (const { slate } of state.offerBoard.watch(boothNumber(number), null, signal)) seen[number]?.push(slate.eventId);
    });
    await state.store.check();
    for (const round of [1, 2, 3]) {
      await state.store.write(seen.map((_, number) => state.offerBoard.show(slate(boothNumber(number), `${number}/${round}`))));
    }
    await expect.poll(() => seen.flat().length, { timeout: 10_000 }).toBe(3 * WATCHERS);
    expect(seen).toEqual(seen.map((_, number) => [1, 2, 3].map((round) => `${number}/${round}`)));
    expect(await connections()).toBe(before);
    for (const stop of stops) stop.abort();
    await Promise.all(watching);
  });
});
