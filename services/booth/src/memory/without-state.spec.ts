import { VitrineError } from '@vitrine/contracts';
import type { State } from '@vitrine/state';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aSlate } from '../offers/slates.fixture.js';
import { BOOTH_PATH, RunningBooth } from '../running-booth.fixture.js';

const away = async (): Promise<never> => { throw new VitrineError('state_unavailable', 'Redis does not answer'); };
const nothingToMend = (): void => undefined;
const OFFERS = `${BOOTH_PATH}/offers`;

describe('a booth whose state does not answer', () => {
  let booth: RunningBooth;
  let mend = nothingToMend;
  beforeAll(async () => { booth = await RunningBooth.start(); });
  afterEach(() => mend());
  afterAll(async () => booth.stop());

  /** Every port that displays depend on rejects until mended. */
  function breakDown({ offerBoard, products, stores }: State): void {
    const whole = { current: offerBoard.current.bind(offerBoard), getMany: products.getMany.bind(products), get: stores.get.bind(stores) };
    Object.assign(offerBoard, { current: away });
    Object.assign(products, { getMany: away });
    Object.assign(stores, { get: away });
    mend = () => {
      Object.assign(offerBoard, { current: whole.current });
      Object.assign(products, { getMany: whole.getMany });
      Object.assign(stores, { get: whole.get });
    };
  }

  it('goes on showing the last offers by poll, under the same tag', async () => {
    await booth.show(aSlate(1));
    const before = await booth.get(OFFERS);
    const shown = await before.json();
    breakDown(booth.infrastructure.state);
    const during = await booth.get(OFFERS);
    expect([during.status, during.headers.get('etag'), await during.json()]).toEqual([200, before.headers.get('etag'), shown]);
  });

  it('begins a stream with the last offers', async () => {
    await booth.show(aSlate(2));
    await booth.get(OFFERS);
    breakDown(booth.infrastructure.state);
    const display = await booth.listen(`${BOOTH_PATH}/events`);
    expect(await display.nextOf('slate')).toMatchObject({ data: { slateId: 'identity.resolved.v1/0/2' } });
    display.leave();
  });

  it('shows offers no longer than they are valid', async () => {
    await booth.show(aSlate(3));
    await booth.get(OFFERS);
    breakDown(booth.infrastructure.state);
    booth.clock.advance(60_000);
    expect(await (await booth.get(OFFERS)).json()).toMatchObject({ slateId: null, offers: [] });
    booth.clock.advance(-60_000);
  });

  it('answers 503 for a booth it has never shown', async () => {
    breakDown(booth.infrastructure.state);
    const response = await booth.get('/v1/stores/elsewhere/booths/door/offers');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
  });
});
