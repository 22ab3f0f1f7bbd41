import { FrameCaptured, StockChanged, type EventId, type Sku } from '@vitrine/contracts';
import { DeadLetters } from '@vitrine/messaging';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOTH, NOON_MS } from '../offers/slates.fixture.js';
import { RunningBooth } from '../running-booth.fixture.js';

interface Letter {
  readonly id: string;
  readonly status: string;
}

const TOPIC = 'stock.changed.v1';

describe('dead letters over HTTP', () => {
  let booth: RunningBooth;
  beforeAll(async () => {
    booth = await RunningBooth.start();
    const { chainId, storeId } = BOOTH;
    await booth.publisher.publish(StockChanged, [{ eventId: 'e' as EventId, chainId, storeId, sku: 'bread' as Sku, countedAtMs: NOON_MS, onHandMilli: 5000 }]);
    await putAside(TOPIC, StockChanged.encode({ eventId: 'e' as EventId, chainId, storeId, sku: 'bread' as Sku, countedAtMs: NOON_MS, onHandMilli: 5000 }), 'unknown_product');
    await putAside(TOPIC, Buffer.from([0, 0, 0, 255, 255, 7]), 'unknown_schema');
    await putAside(FrameCaptured.topic.name, Buffer.from('a picture'), 'invalid_record');
  });
  afterAll(async () => booth.stop());

  const putAside = async (topic: string, value: Buffer, code: 'unknown_product' | 'unknown_schema' | 'invalid_record'): Promise<void> => {
    const record = { key: 'north:bread', value, headers: { 'event-id': 'e' }, timeMs: NOON_MS, position: { topic, partition: 0, offset: 3 } };
    await new DeadLetters(booth.infrastructure.log).publish({ topic, partition: 0, group: 'reco-worker.stock' }, record, { code, detail: 'a reason' });
  };
  const list = async (query = ''): Promise<readonly Letter[]> => ((await (await booth.get(`/v1/dead-letters${query}`)).json()) as { letters: readonly Letter[] }).letters;

  it('are listed by topic, group, code and status, without their contents', async () => {
    expect((await list()).map(({ id }) => id).toSorted()).toEqual(['frame.captured.v1/0', `${TOPIC}/0`, `${TOPIC}/1`]);
    const [letter] = await list('?code=unknown_product&group=reco-worker.stock&status=waiting');
    expect(letter).toEqual({
      id: `${TOPIC}/0`, event: 'StockChanged', status: 'waiting', origin: `${TOPIC}/0/3`, group: 'reco-worker.stock', code: 'unknown_product', detail: 'a reason',
      time: '2026-11-24T12:00:00.000Z', bytes: expect.any(Number) as number, decodes: true,
    });
    expect(await (await booth.get('/v1/dead-letters?limit=1')).json()).toMatchObject({ total: 3, letters: [{}] });
  });

  it('are shown decoded where they can be, else as bytes, and as neither where they may be a picture', async () => {
    expect(await (await booth.get(`/v1/dead-letters/${TOPIC}/0`)).json()).toMatchObject({ decoded: { sku: 'bread', onHandMilli: 5000 }, valueBase64: null, headers: { 'event-id': 'e' } });
    expect(await (await booth.get(`/v1/dead-letters/${TOPIC}/1`)).json()).toMatchObject({ decoded: null, valueBase64: 'AAAA//8H' });
    expect(await (await booth.get('/v1/dead-letters/frame.captured.v1/0')).json()).toMatchObject({ decoded: null, valueBase64: null, bytes: 9 });
  });

  it('are replayed once, tried before without effect, and discarded with a reason', async () => {
    const replay = async (body: object) => (await booth.post('/v1/dead-letters/replay', body)).json();
    expect(await replay({ ids: [`${TOPIC}/0`], dryRun: true })).toEqual({ results: [{ id: `${TOPIC}/0`, outcome: 'would-replay' }] });
    expect(await replay({ ids: [`${TOPIC}/0`] })).toMatchObject({ results: [{ outcome: 'replayed' }] });
    expect(await replay({ ids: [`${TOPIC}/0`] })).toMatchObject({ results: [{ outcome: 'already-replayed' }] });
    const discarded = await booth.post('/v1/dead-letters/discard', { ids: [`${TOPIC}/0`, `${TOPIC}/1`], reason: 'a till of the old release' });
    expect(await discarded.json()).toEqual({ discarded: [`${TOPIC}/1`] });
    expect((await list(`?topic=${TOPIC}`)).map(({ status }) => status)).toEqual(['replayed', 'discarded']);
  });

  it.each([
    ['/v1/dead-letters/replay', { ids: ['nonsense'] }, 422, 'invalid_field'],
    ['/v1/dead-letters/replay', { ids: [`${TOPIC}/99`] }, 404, 'not_found'],
    ['/v1/dead-letters/replay', { ids: ['other.topic.v1/0'] }, 404, 'not_found'],
    ['/v1/dead-letters/replay', { ids: [] }, 422, 'invalid_field'],
    ['/v1/dead-letters/discard', { ids: [`${TOPIC}/1`] }, 400, 'invalid_body'],
    ['/v1/dead-letters/discard', { ids: [`${TOPIC}/1`], reason: '' }, 422, 'invalid_field'],
  ])('refuse %s with %j', async (path, body, status, code) => {
    const answer = await booth.post(path, body);
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ code })]);
  });
});
