import { MemberChanged, StockChanged, type EventId, type MemberId, type Sku } from '@vitrine/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOTH, NOON_MS } from '../offers/slates.fixture.js';
import { RunningBooth } from '../running-booth.fixture.js';

describe('the flow over HTTP', () => {
  let booth: RunningBooth;
  beforeAll(async () => { booth = await RunningBooth.start(); });
  afterAll(async () => booth.stop());

  it('shows what is appended from now on, to every reader, without members', async () => {
    const readers = [await booth.listen('/v1/flow'), await booth.listen('/v1/flow')];
    for (const reader of readers) await reader.nextComment('following');
    const { chainId, storeId } = BOOTH;
    await booth.publisher.publish(StockChanged, [{ eventId: 'e' as EventId, chainId, storeId, sku: 'bread' as Sku, countedAtMs: NOON_MS, onHandMilli: 5000 }]);
    for (const reader of readers) {
      expect((await reader.nextOf('record')).data).toMatchObject({
        topic: 'stock.changed.v1', offset: 0, time: '2026-11-24T12:00:00.000Z', event: 'StockChanged', storeId: 'north', summary: { sku: 'bread', onHandMilli: 5000 },
      });
    }
    await booth.publisher.publish(MemberChanged, [{ eventId: 'demo:ada:1' as EventId, chainId, memberId: 'ada' as MemberId, changedAtMs: NOON_MS, active: true, deniedCategories: [] }]);
    await booth.publisher.tombstone(MemberChanged, 'ada', NOON_MS);
    const [first, last] = [await readers[0]?.nextOf('record'), await readers[0]?.nextOf('record')];
    expect([first?.data?.['summary'], last?.data?.['summary']]).toEqual([{ active: true }, { forgotten: true }]);
    expect(JSON.stringify([first, last])).not.toContain('ada');
    for (const reader of readers) reader.leave();
  });

  it('can be read again after the last reader has left', async () => {
    const reader = await booth.listen('/v1/flow');
    await reader.nextComment('following');
    await booth.publisher.tombstone(MemberChanged, 'bob', NOON_MS);
    expect((await reader.nextOf('record')).data).toMatchObject({ event: 'MemberChanged' });
    reader.leave();
  });
});
