import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { aSlate } from '../offers/slates.fixture.js';
import { BOOTH_PATH, RunningBooth } from '../running-booth.fixture.js';
import type { EventReader } from '../sse/event-reader.fixture.js';

const PATH = `${BOOTH_PATH}/events`;

describe('slates by stream', () => {
  let booth: RunningBooth;
  const displays: EventReader[] = [];
  beforeAll(async () => { booth = await RunningBooth.start(); });
  afterAll(async () => booth.stop());
  afterEach(async () => {
    for (const display of displays.splice(0)) display.leave();
    await vi.waitFor(() => { if (booth.watched > 0) throw new Error('a booth is watched though nobody follows it'); });
  });

  async function open(headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
    const display = await booth.listen(PATH, headers);
    displays.push(display);
    return display;
  }

  it('begin with what is up, and go on with what comes', async () => {
    await booth.show(aSlate(1));
    const display = await open();
    expect(display.response.headers.get('content-type')).toContain('text/event-stream');
    const first = await display.nextOf('slate');
    expect(first).toMatchObject({ data: { slateId: 'identity.resolved.v1/0/1', offers: [{ reasonText: 'You like Bakery' }] } });
    expect(JSON.stringify(first)).not.toContain('member-ada');
    await booth.show(aSlate(2, ['rolls']));
    expect(await display.nextOf('slate')).toMatchObject({ data: { slateId: 'identity.resolved.v1/0/2' } });
  });

  it('resume: a slate that the display has is not sent again, one that it missed is', async () => {
    await booth.show(aSlate(3));
    const before = await open();
    const { id = '' } = await before.nextOf('slate');
    const current = await open({ 'last-event-id': id });
    await booth.show(aSlate(4));
    expect(await current.nextOf('slate')).toMatchObject({ data: { slateId: 'identity.resolved.v1/0/4' } });
    const late = await open({ 'last-event-id': id });
    expect(await late.nextOf('slate')).toMatchObject({ data: { slateId: 'identity.resolved.v1/0/4' } });
  });

  it('reach all displays of a booth through one watch', async () => {
    await booth.show(aSlate(5));
    const all = await Promise.all([open(), open({ 'accept-language': 'de' }), open()]);
    for (const display of all) await display.nextOf('slate');
    expect(booth.watched).toBe(1);
    await booth.show(aSlate(6));
    const texts = await Promise.all(all.map(async (display) => (await display.nextOf('slate')).data?.['offers']));
    expect(texts).toMatchObject([[{ reasonText: 'You like Bakery' }], [{ reasonText: 'Sie mögen Bakery' }], [{ reasonText: 'You like Bakery' }]]);
  });

  it('carry comments while nothing happens, and tell when a slate was taken down', async () => {
    await booth.show(aSlate(7));
    const display = await open();
    await display.nextOf('slate');
    await display.nextComment();
    await booth.clear();
    const empty = await display.nextOf('slate');
    expect(empty).toMatchObject({ data: { slateId: null, offers: [] } });
    expect(empty.id).toBeUndefined();
  });
});

describe('streams', () => {
  it('end when the service stops, so that it stops at once', async () => {
    const booth = await RunningBooth.start();
    const display = await booth.listen(PATH);
    await display.nextOf('slate');
    await booth.stop();
    let read = await display.next();
    while (read !== null) read = await display.next();
    expect(read).toBeNull();
  });
});
