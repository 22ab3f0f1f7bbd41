import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isRetriable, type BoothId, type ChainId, type EventId, type OfferDecided, type Sku, type StoreId } from '@vitrine/contracts';
import type { AppliedStep, BoardEntry, State, StateWrite } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { startRedis, type RunningRedis } from '@vitrine/testing/infrastructure';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { describeWithRedis } from '../provided.js';

const chainId = 'chain' as ChainId;
const storeId = 'store' as StoreId;
const sku = 'sku' as Sku;
const booth = { chainId, storeId, boothId: 'booth' as BoothId };
const source = { group: 'faults', topic: 'purchase.recorded.v1', partition: 0 };
const COMMAND_TIMEOUT_MS = 1_000;

function slate(name: string): OfferDecided {
  return {
    ...booth, eventId: name as EventId, origin: { topic: 't', partition: 0, offset: 0 }, sessionId: 'session' as OfferDecided['sessionId'],
    decidedAtMs: 0, validUntilMs: Number.MAX_SAFE_INTEGER, audience: 'ANONYMOUS', memberId: null, offers: [],
  };
}

async function soldInStore(state: State): Promise<number | undefined> {
  return (await state.salesStatistics.inStore(chainId, storeId, [sku])).get(sku);
}

/** Commits as a consumer does: after whatever may pass it claims anew, which tells whether the commit happened. Tells how often it had to. */
async function commitPatiently(state: State, step: AppliedStep, writes: readonly StateWrite[]): Promise<{ readonly failures: number; readonly epoch: number }> {
  let { epoch } = step;
  for (let failures = 0; ; failures += 1) {
    try {
      if (failures > 0) {
        const claim = await state.store.claim(step.source);
        epoch = claim.epoch;
        if (claim.next === step.next) return { failures, epoch };
      }
      await state.store.commit({ ...step, epoch }, writes);
      return { failures, epoch };
    } catch (error) {
      if (!isRetriable(error)) throw error;
      await delay(20);
    }
  }
}

/** Applies receipts one by one, each counting the product once, as long as `more` says. Tells how often it had to try again, and where it ended. */
async function applyReceipts(state: State, claimed: number, from: number, more: (offset: number) => boolean): Promise<{ readonly failures: number; readonly next: number }> {
  let [failures, epoch, offset] = [0, claimed, from];
  for (; more(offset); offset += 1) {
    const count = state.salesStatistics.count(chainId, storeId, 10, [sku], 1);
    const tries = await commitPatiently(state, { source, epoch, first: offset, next: offset + 1 }, [count, state.receiptLedger.markApplied(`receipt:${offset}` as EventId)]);
    failures += tries.failures;
    epoch = tries.epoch;
  }
  return { failures, next: offset };
}

describeWithRedis('the state on a Redis that fails', () => {
  let server: RunningRedis;
  let keyPrefix: string;
  const masterKey = randomBytes(32);
  const opened: State[] = [];
  const open = async (): Promise<State> => {
    const state = await openRedisState({ url: server.url, masterKey, clock: { nowMs: () => 0 }, keyPrefix, commandTimeoutMs: COMMAND_TIMEOUT_MS });
    opened.push(state);
    return state;
  };

  beforeAll(async () => { server = await startRedis({ own: true }); });
  beforeEach(() => { keyPrefix = `faults-${randomUUID()}`; });
  afterAll(async () => {
    for (const state of opened) await state.store.close();
    await server.stop();
  });

  it('applies each receipt once while Redis is killed and started again', async () => {
    const state = await open();
    const { epoch } = await state.store.claim(source);
    let restarts = 0;
    const applying = applyReceipts(state, epoch, 0, () => restarts < 3);
    for (; restarts < 3; restarts += 1) {
      await delay(50);
      await server.kill('SIGKILL');
      await server.restart();
    }
    const { failures, next } = await applying;
    expect(failures).toBeGreaterThan(0);
    expect(await soldInStore(state)).toBe(next);
    expect(await state.store.claim(source)).toMatchObject({ next });
  });

  it('applies each receipt once while its connections are cut in the middle of commits', async () => {
    const state = await open();
    const { epoch } = await state.store.claim(source);
    const cutter = new Redis(server.url);
    let failures = 0;
    for (let offset = 0; offset < 400; offset += 20) {
      const applying = applyReceipts(state, epoch, offset, (next) => next < offset + 20);
      await cutter.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      failures += (await applying).failures;
    }
    expect(failures).toBeGreaterThan(0);
    cutter.disconnect();
    expect(await soldInStore(state)).toBe(400);
  });

  it('refuses a commit under a claim from before it was away, since what came back may be older, and says when that was', async () => {
    const state = await open();
    let resets = 0;
    const end = state.store.onReset(() => { resets += 1; });
    const { epoch } = await state.store.claim(source);
    await state.store.commit({ source, epoch, first: 0, next: 5 }, []);
    await server.kill('SIGKILL');
    await server.restart();
    await expect.poll(() => resets, { timeout: 10_000 }).toBe(1);
    await expect(state.store.commit({ source, epoch, first: 5, next: 6 }, [])).rejects.toMatchObject({ code: 'fenced' });
    const claim = await state.store.claim(source);
    expect(claim.next).toBe(5);
    expect(await state.store.commit({ source, epoch: claim.epoch, first: 5, next: 6 }, [])).toBe('applied');
    end();
  });

  it('tells a commit whose reply was lost that it has happened', async () => {
    const state = await open();
    const { epoch } = await state.store.claim(source);
    const writes = [state.salesStatistics.count(chainId, storeId, 10, [sku], 1)];
    await server.kill('SIGSTOP');
    const lost = state.store.commit({ source, epoch, first: 0, next: 1 }, writes);
    await expect(lost).rejects.toMatchObject({ code: 'state_unavailable', retriable: true });
    await server.kill('SIGCONT');
    await expect.poll(() => soldInStore(state).catch(() => 0), { timeout: 10_000 }).toBe(1);
    expect(await state.store.commit({ source, epoch, first: 0, next: 1 }, writes)).toBe('stale');
    expect(await soldInStore(state)).toBe(1);
  });

  it('gives up on a Redis that is frozen, for entities too, and works again once it moves', async () => {
    const state = await open();
    await server.kill('SIGSTOP');
    await expect(state.stores.list(chainId)).rejects.toMatchObject({ code: 'state_unavailable' });
    await expect(state.store.check()).rejects.toMatchObject({ code: 'state_unavailable' });
    await server.kill('SIGCONT');
    await expect.poll(() => state.stores.list(chainId).catch(() => 'frozen'), { timeout: 10_000 }).toEqual([]);
    await expect.poll(() => state.store.check().then(() => 'moves', () => 'frozen'), { timeout: 10_000 }).toBe('moves');
  });

  it('is not opened with a password that Redis refuses, with another master key or without an address', async () => {
    const clock = { nowMs: () => 0 };
    await open();
    const refused = { code: 'invalid_configuration' };
    await expect(openRedisState({ url: server.url, masterKey: randomBytes(32), clock, keyPrefix })).rejects.toMatchObject(refused);
    await expect(openRedisState({ url: 'localhost:6379', masterKey, clock, keyPrefix })).rejects.toMatchObject(refused);
    const protectedUrl = server.url.replace('redis://', 'redis://nobody:wrong@');
    await expect(openRedisState({ url: protectedUrl, masterKey, clock, keyPrefix })).rejects.toMatchObject(refused);
  });

  it('answers at once that Redis is away, for every kind of connection, and works again by itself', async () => {
    const state = await open();
    await server.kill('SIGKILL');
    await expect(state.store.check()).rejects.toMatchObject({ code: 'state_unavailable' });
    await expect(state.stores.get(chainId, storeId)).rejects.toMatchObject({ code: 'state_unavailable' });
    await expect(openRedisState({ url: server.url, masterKey, clock: { nowMs: () => 0 } })).rejects.toMatchObject({ code: 'state_unavailable' });
    await server.restart();
    await expect.poll(() => state.store.check().then(() => 'up', () => 'down'), { timeout: 10_000 }).toBe('up');
    await expect.poll(() => state.stores.get(chainId, storeId).catch(() => 'down'), { timeout: 10_000 }).toBeNull();
  });

  it('goes on watching a booth over a restart, without losing a slate', async () => {
    const state = await open();
    const stop = new AbortController();
    const seen: string[] = [];
    const watching = (async () => { for await (const { slate } of state.offerBoard.watch(booth, null, stop.signal)) seen.push(slate.eventId); })();
    await state.store.write([state.offerBoard.show(slate('before'))]);
    await expect.poll(() => seen).toEqual(['before']);
    await server.kill('SIGKILL');
    await server.restart();
    await expect.poll(() => state.store.write([state.offerBoard.show(slate('after'))]).then(() => true, () => false), { timeout: 10_000 }).toBe(true);
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual(['before', 'after']);
    stop.abort();
    await watching;
  });

  it('loads its functions again when Redis has lost them', async () => {
    const state = await open();
    const { epoch } = await state.store.claim(source);
    const other = new Redis(server.url);
    await other.function('FLUSH');
    expect(await state.store.commit({ source, epoch, first: 0, next: 1 }, [])).toBe('applied');
    other.disconnect();
  });

  it('ends every watch when it is closed', async () => {
    const state = await open();
    const watched: Promise<BoardEntry[]>[] = [1, 2, 3].map(async () => {
      const entries: BoardEntry[] = [];
      for await (const entry of state.offerBoard.watch(booth, null, new AbortController().signal)) entries.push(entry);
      return entries;
    });
    await state.store.check();
    await state.store.close();
    expect(await Promise.all(watched)).toEqual([[], [], []]);
  });
});
