import { FrameCaptured } from '@vitrine/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aHugeJpeg, aPicture } from '../pictures/pictures.fixture.js';
import { RunningIngest } from '../running-ingest.fixture.js';

const PATH = '/v1/stores/north/booths/door/frames';
const headers = {
  'content-type': 'image/jpeg', 'Vitrine-Session': 's-1', 'Vitrine-Sequence': '0', 'Vitrine-Captured-At': '2026-11-24T11:59:59.500Z',
  'Vitrine-Trigger': 'gesture', 'Vitrine-Trigger-At': '2026-11-24T11:59:50.000Z',
};

describe('frames over HTTP', () => {
  let ingest: RunningIngest;
  let jpeg: Buffer;
  let before: number;
  beforeAll(async () => {
    ingest = await RunningIngest.start();
    jpeg = await aPicture();
  });
  afterAll(async () => ingest.stop());
  beforeEach(async () => { before = await ingest.total(); });

  it('are in the log, byte for byte, when they are answered', async () => {
    const answer = await ingest.send('POST', PATH, jpeg, { ...headers, 'Vitrine-Zone': '0.25,0,0.5,1' });
    expect(answer).toMatchObject({ status: 202, body: { eventId: 'demo:north:door:s-1:0' } });
    const capturedAtMs = Date.parse('2026-11-24T11:59:59.500Z');
    expect(await ingest.logged(FrameCaptured)).toEqual([{
      eventId: 'demo:north:door:s-1:0', chainId: 'demo', storeId: 'north', boothId: 'door', sessionId: 's-1', sequence: 0, capturedAtMs,
      trigger: { kind: 'GESTURE', atMs: capturedAtMs - 9500, token: null }, source: 'CAMERA', zone: { x: 0.25, y: 0, width: 0.5, height: 1 }, jpeg,
    }]);
  });

  it.each([
    ['an unknown store', '/v1/stores/moon/booths/door/frames', {}, 404, 'unknown_store', 'storeId'],
    ['an unknown booth', '/v1/stores/north/booths/roof/frames', {}, 404, 'unknown_booth', 'boothId'],
    ['a store id that is none', '/v1/stores/a%3Ab/booths/door/frames', {}, 422, 'invalid_field', 'storeId'],
    ['no trigger', PATH, { 'Vitrine-Trigger': '' }, 403, 'trigger_not_permitted', 'Vitrine-Trigger'],
    ['a trigger the store does not list', PATH, { 'Vitrine-Trigger': 'approach' }, 403, 'trigger_not_permitted', 'Vitrine-Trigger'],
    ['a trigger where recognition is off', '/v1/stores/dark/booths/door/frames', {}, 403, 'trigger_not_permitted', 'Vitrine-Trigger'],
    ['a trigger long past', PATH, { 'Vitrine-Trigger-At': '2026-11-24T11:58:59.000Z' }, 403, 'trigger_not_permitted', 'Vitrine-Trigger-At'],
    ['a time in the future', PATH, { 'Vitrine-Captured-At': '2026-11-24T12:03:00.000Z' }, 422, 'time_in_future', 'Vitrine-Captured-At'],
    ['no session', PATH, { 'Vitrine-Session': '' }, 422, 'invalid_field', 'Vitrine-Session'],
  ])('with %s are refused, counted, and leave nothing behind', async (_, path, over, status, code, field) => {
    expect(await ingest.send('POST', path, jpeg, { ...headers, ...over })).toMatchObject({ status, body: { code, field } });
    expect(await ingest.total()).toBe(before);
    expect(await ingest.metrics()).toMatch(new RegExp(`vitrine_http_problems_total\\{[^}]*frames",code="${code}"\\} [1-9]`));
  });

  it('that are not whole JPEGs of a sensible size are refused by name', async () => {
    const refusals: [Buffer, number, string][] = [
      [await aPicture('png'), 422, 'not_an_image'], [jpeg.subarray(0, jpeg.length - 100), 422, 'not_an_image'], [await aHugeJpeg(), 422, 'image_too_large'],
    ];
    for (const [body, status, code] of refusals) {
      expect(await ingest.send('POST', PATH, body, headers)).toMatchObject({ status, body: { code, field: 'body' } });
    }
    expect(await ingest.total()).toBe(before);
  });

  it('over a megabyte are refused with the limit, and counted', async () => {
    const answer = await ingest.send('POST', PATH, Buffer.alloc(1_000_001, 1), headers);
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large', limitBytes: 1_000_000 } });
    expect(await ingest.metrics()).toContain('vitrine_intake_items_total{event="FrameCaptured",outcome="refused",code="body_too_large"} 1');
    expect(await ingest.total()).toBe(before);
  });

  it('that do not come as image/jpeg are refused', async () => {
    for (const type of ['image/png', 'application/json']) {
      const answer = await ingest.send('POST', PATH, Buffer.from('{}'), { ...headers, 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
    }
  });

  it('give way to the latest while the log is slow', async () => {
    const { reached, release } = ingest.gates.log.hold();
    const send = (sequence: number) => ingest.send('POST', PATH, jpeg, { ...headers, 'Vitrine-Session': 's-2', 'Vitrine-Sequence': String(sequence) });
    const first = send(0);
    await reached;
    const second = send(1);
    const third = send(2);
    const superseded = await Promise.race([second, third]);
    expect(superseded).toMatchObject({ status: 202, body: { superseded: true } });
    ingest.gates.log.open();
    release();
    const answers = await Promise.all([first, second, third]);
    expect(answers.filter(({ body }) => body['superseded'] === true)).toHaveLength(1);
    expect(await ingest.total()).toBe(before + 2);
    expect(await ingest.metrics()).toContain('vitrine_intake_frames_dropped_total{reason="superseded"} 1');
  });

  it('are not accepted while the log is away', async () => {
    ingest.gates.log.breakDown();
    expect(await ingest.send('POST', PATH, jpeg, headers)).toMatchObject({ status: 503, body: { code: 'log_unavailable' } });
    ingest.gates.log.open();
    expect(await ingest.total()).toBe(before);
  });
});
