import { ImpressionRecorded } from '@vitrine/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOTH, NOON_MS } from '../offers/slates.fixture.js';
import { BOOTH_PATH, RunningBooth } from '../running-booth.fixture.js';

const shown = { eventId: 'i-1', sessionId: 's-1', slateId: 'identity.resolved.v1/0/1', kind: 'SHOWN', sku: 'bread', occurredAt: '2026-11-24T11:59:58.000Z' };
const notMe = { eventId: 'i-2', sessionId: 's-1', slateId: 'identity.resolved.v1/0/1', kind: 'NOT_ME', occurredAt: '2026-11-24T11:59:59.000Z' };

describe('impressions over HTTP', () => {
  let booth: RunningBooth;
  beforeAll(async () => { booth = await RunningBooth.start(); });
  afterAll(async () => booth.stop());

  async function logged() {
    const { log } = booth.infrastructure;
    const events: ImpressionRecorded[] = [];
    for (const { topic, partition, begin, end } of await log.ends(ImpressionRecorded.topic.name)) {
      for await (const { value } of log.read({ topic, partition }, begin, end)) if (value !== null) events.push(ImpressionRecorded.decode(value));
    }
    return events;
  }

  it.each([
    ['an unknown booth', '/v1/stores/north/booths/roof', {}, 404, 'unknown_booth', 'boothId'],
    ['a kind nobody knows', BOOTH_PATH, { kind: 'OTHER' }, 422, 'invalid_field', 'impressions[1].kind'],
    ['a slate id that is none', BOOTH_PATH, { slateId: 'a b' }, 422, 'invalid_field', 'impressions[1].slateId'],
    ['a time in the future', BOOTH_PATH, { occurredAt: '2026-11-24T12:02:00.001Z' }, 422, 'time_in_future', 'impressions[1].occurredAt'],
    ['no id', BOOTH_PATH, { eventId: undefined }, 400, 'invalid_body', 'impressions[1].eventId'],
  ])('with %s are refused as a whole', async (_, path, over, status, code, field) => {
    const response = await booth.post(`${path}/impressions`, { impressions: [shown, { ...notMe, ...over }] });
    expect(await response.json()).toMatchObject({ status, code, field });
    expect(await logged()).toEqual([]);
  });

  it('are in the log, as sent, when they are answered', async () => {
    const response = await booth.post(`${BOOTH_PATH}/impressions`, { impressions: [shown, notMe] });
    expect([response.status, await response.json()]).toEqual([202, { accepted: 2 }]);
    const { occurredAt: _, ...kept } = shown;
    expect(await logged()).toEqual([
      { ...kept, ...BOOTH, occurredAtMs: NOON_MS - 2000 }, { ...BOOTH, eventId: 'i-2', sessionId: 's-1', slateId: shown.slateId, kind: 'NOT_ME', sku: null, occurredAtMs: NOON_MS - 1000 },
    ]);
  });
});
