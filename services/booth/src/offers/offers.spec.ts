import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOTH_PATH, RunningBooth } from '../running-booth.fixture.js';
import { aSlate } from './slates.fixture.js';

const PATH = `${BOOTH_PATH}/offers`;

describe('offers by poll', () => {
  let booth: RunningBooth;
  beforeAll(async () => { booth = await RunningBooth.start(); });
  afterAll(async () => booth.stop());

  it('are an empty slate before anything is decided', async () => {
    const response = await booth.get(PATH);
    expect([response.status, await response.json()]).toEqual([200, { slateId: null, sessionId: null, audience: 'ANONYMOUS', decidedAt: null, validUntil: null, offers: [] }]);
  });

  it('carry a tag with which the same slate is not sent again, and a new one is', async () => {
    await booth.show(aSlate(1));
    const first = await booth.get(PATH);
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[^"]+"$/);
    expect(await first.json()).toMatchObject({ slateId: 'identity.resolved.v1/0/1', offers: [{ sku: 'bread', title: 'The bread' }] });
    const again = await booth.get(PATH, { 'if-none-match': tag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    await booth.show(aSlate(2, ['rolls']));
    const changed = await booth.get(PATH, { 'if-none-match': tag });
    expect([changed.status, changed.headers.get('etag') === tag]).toEqual([200, false]);
  });

  it('are worded in the language that is asked for, under another tag', async () => {
    const [english, german] = await Promise.all([booth.get(PATH), booth.get(PATH, { 'accept-language': 'de-CH,de;q=0.9' })]);
    expect(await german.json()).toMatchObject({ offers: [{ reasonText: 'Sie mögen Bakery' }] });
    expect(german.headers.get('etag')).not.toBe(english.headers.get('etag'));
    expect([german.headers.get('content-language'), german.headers.get('vary')]).toEqual(['de', 'Accept-Language']);
  });

  it('end with their validity', async () => {
    await booth.show(aSlate(3));
    booth.clock.advance(60_000);
    expect(await (await booth.get(PATH)).json()).toMatchObject({ slateId: null, offers: [] });
    booth.clock.advance(-60_000);
  });

  it.each([
    ['/v1/stores/moon/booths/door', 404, 'unknown_store'], ['/v1/stores/north/booths/roof', 404, 'unknown_booth'], ['/v1/stores/a%3Ab/booths/door', 422, 'invalid_field'],
  ])('of %s are a problem, by poll and by stream', async (path, status, code) => {
    for (const resource of ['offers', 'events']) {
      const response = await booth.get(`${path}/${resource}`);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ status, code });
    }
  });
});
