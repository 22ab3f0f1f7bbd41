import { ConsentChanged, EnrolmentRequested, MemberChanged, MemberErased, type ConsentId, type EnrolmentDecided, type EventId, type MemberId } from '@vitrine/contracts';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aPicture } from '../pictures/pictures.fixture.js';
import { NOON_MS } from '../pos/checks/receipts.fixture.js';
import { aMember, RunningIngest } from '../running-ingest.fixture.js';

const consent = { purpose: 'RECOGNITION', granted: true, textSha256: 'a'.repeat(64), locale: 'en', channel: 'phone' };
const recognition = { consentId: 'c-1' as ConsentId, purpose: 'RECOGNITION' as const, granted: true, changedAtMs: 0 };

function form(consentId: string, ...photos: Buffer[]): FormData {
  const data = new FormData();
  data.append('consentId', consentId);
  for (const photo of photos) data.append('photos', new Blob([new Uint8Array(photo)]), 'photo');
  return data;
}

describe('members over HTTP', () => {
  let ingest: RunningIngest;
  let before: number;
  beforeAll(async () => {
    ingest = await RunningIngest.start();
    await ingest.state.members.put(aMember('eve', { consents: [recognition, { ...recognition, consentId: 'c-2' as ConsentId, granted: false }] }));
  });
  afterAll(async () => ingest.stop());
  beforeEach(async () => { before = await ingest.total(); });

  it('are announced without a name', async () => {
    expect(await ingest.send('PUT', '/v1/members/joe', { deniedCategories: ['Alcohol'] })).toMatchObject({ status: 202 });
    expect(await ingest.logged(MemberChanged)).toEqual([
      { eventId: `demo:joe:${NOON_MS}`, chainId: 'demo', memberId: 'joe', changedAtMs: NOON_MS, active: true, deniedCategories: ['Alcohol'] },
    ]);
    expect(await ingest.send('PUT', '/v1/members/joe', { name: 'Joe' })).toMatchObject({ status: 400, body: { code: 'invalid_body', field: 'name' } });
  });

  it('are told with their consents, or that they are unknown', async () => {
    const { status, body } = await ingest.send('GET', '/v1/members/eve');
    expect([status, body['memberId'], body['consents']]).toEqual([200, 'eve', expect.arrayContaining([{ consentId: 'c-1', purpose: 'RECOGNITION', granted: true, changedAt: '1970-01-01T00:00:00.000Z' }])]);
    expect(await ingest.send('GET', '/v1/members/nobody')).toMatchObject({ status: 404, body: { code: 'unknown_member' } });
  });

  it('give a consent under a new id and withdraw it under the same', async () => {
    const given = await ingest.send('POST', '/v1/members/ada/consents', consent);
    expect(given.status).toBe(202);
    const { consentId } = given.body;
    expect(await ingest.send('POST', '/v1/members/ada/consents', { ...consent, granted: false, consentId })).toMatchObject({ status: 202, body: { consentId } });
    expect((await ingest.logged(ConsentChanged)).map((event) => [event.memberId, event.consentId, event.granted])).toEqual([['ada', consentId, true], ['ada', consentId, false]]);
  });

  it.each([
    ['nobody', consent, 404, 'unknown_member', 'memberId'],
    ['eve', { ...consent, consentId: 'c-2' }, 422, 'invalid_field', 'consentId'],
    ['eve', { ...consent, granted: false }, 422, 'invalid_field', 'consentId'],
    ['eve', { ...consent, purpose: 'OTHER' }, 422, 'invalid_field', 'purpose'],
    ['eve', { ...consent, granted: 'yes' }, 400, 'invalid_body', 'granted'],
  ])('%s: a consent of %o is refused', async (member, body, status, code, field) => {
    expect(await ingest.send('POST', `/v1/members/${member}/consents`, body)).toMatchObject({ status, body: { code, field } });
    expect(await ingest.total()).toBe(before);
  });

  it('are erased, and what the log kept of them is forgotten', async () => {
    const { status, body } = await ingest.send('DELETE', '/v1/members/ada');
    expect(status).toBe(202);
    expect(await ingest.logged(MemberErased)).toMatchObject([{ memberId: 'ada', erasureId: body['erasureId'], requestedAtMs: NOON_MS }]);
    expect((await ingest.records(MemberChanged)).filter(({ key, value }) => key === 'ada' && value === null)).toHaveLength(1);
  });

  it('enrol with photographs of any of three kinds, which reach the log as JPEG', async () => {
    const photos = await Promise.all([aPicture('jpeg'), aPicture('png'), aPicture('webp')]);
    const answer = await ingest.send('POST', '/v1/members/eve/enrolments', form('c-1', ...photos));
    expect(answer).toMatchObject({ status: 202, body: { status: 'pending' } });
    const enrolmentId = String(answer.body['enrolmentId']);
    const [event] = await ingest.logged(EnrolmentRequested);
    expect(event).toMatchObject({ enrolmentId, eventId: enrolmentId, memberId: 'eve', consentId: 'c-1', requestedAtMs: NOON_MS });
    const formats = await Promise.all((event?.photos ?? []).map(async (photo) => (await sharp(photo).metadata()).format));
    expect(formats).toEqual(['jpeg', 'jpeg', 'jpeg']);
    expect(await ingest.send('GET', `/v1/enrolments/${enrolmentId}`)).toMatchObject({ status: 200, body: { enrolmentId, status: 'pending' } });
    await ingest.state.store.write([ingest.state.enrolments.put(decided(enrolmentId))]);
    expect((await ingest.send('GET', `/v1/enrolments/${enrolmentId}`)).body).toEqual({
      enrolmentId, status: 'refused', refusal: 'NO_USABLE_PHOTO', photos: [{ accepted: false, reason: 'NO_FACE' }],
    });
  });

  it('answer a challenge once, with a photograph for each pose, in time', async () => {
    const photo = await aPicture();
    const ask = async (member = 'eve') => (await ingest.send('POST', `/v1/members/${member}/enrolment-challenges`)).body as { challengeId: string; prompts: string[]; expiresAt: string };
    const answer = async (challengeId: string, photos = 5) => {
      const body = form('c-1', ...Array.from({ length: photos }, () => photo));
      body.append('challenge', challengeId);
      const { status, body: { code, field } } = await ingest.send('POST', '/v1/members/eve/enrolments', body);
      return status === 202 ? 202 : [status, code, field];
    };
    const given = await ask();
    expect(new Set(given.prompts)).toEqual(new Set(['ahead', 'left', 'right']));
    expect(given.expiresAt).toBe(new Date(NOON_MS + 120_000).toISOString());
    expect(await answer(given.challengeId)).toBe(202);
    expect((await ingest.logged(EnrolmentRequested)).find(({ prompts }) => prompts.length > 0)?.prompts).toEqual(given.prompts.map((prompt) => prompt.toUpperCase()));
    const refused = [403, 'challenge_invalid', 'challenge'];
    expect(await answer(given.challengeId)).toEqual(refused);
    expect(await answer('of my own')).toEqual(refused);
    expect(await answer((await ask('mallory')).challengeId)).toEqual(refused);
    expect(await answer((await ask()).challengeId, 3)).toEqual([422, 'invalid_field', 'photos']);
    const late = await ask();
    ingest.clock.advance(120_000);
    expect(await answer(late.challengeId)).toEqual(refused);
  });

  it('do not enrol without a live consent of their own, or without pictures', async () => {
    const photo = await aPicture();
    const send = async (member: string, body: FormData) => {
      const { status, body: { code, field } } = await ingest.send('POST', `/v1/members/${member}/enrolments`, body);
      return [status, code, field];
    };
    expect(await send('nobody', form('c-1', photo))).toEqual([404, 'unknown_member', 'memberId']);
    expect(await send('eve', form('c-2', photo))).toEqual([403, 'consent_missing', 'consentId']);
    expect(await send('eve', form('c-9', photo))).toEqual([403, 'consent_missing', 'consentId']);
    const misnamed = form('c-1');
    misnamed.append('pictures', new Blob([new Uint8Array(900_000)]), 'photo');
    expect(await send('eve', misnamed)).toEqual([400, 'invalid_body', 'pictures']);
    const tooMuch = Array.from({ length: 4 }, () => Buffer.alloc(600_000, 1));
    expect(await send('eve', form('c-1', ...tooMuch))).toEqual([413, 'body_too_large', 'photos']);
    expect((await send('eve', form('c-1', Buffer.alloc(1_200_000, 1), photo))).slice(0, 2)).toEqual([413, 'body_too_large']);
    expect(await send('eve', form('c-1'))).toEqual([400, 'invalid_body', 'photos']);
    expect(await send('eve', form('c-1', photo, Buffer.from('no picture')))).toEqual([422, 'not_an_image', 'photos[1]']);
    expect(await send('eve', form('c-1', photo.subarray(0, photo.length / 2)))).toEqual([422, 'not_an_image', 'photos[0]']);
    expect((await send('eve', form('c-1', ...Array.from({ length: 9 }, () => photo)))).slice(0, 2)).toEqual([413, 'body_too_large']);
    expect(await ingest.total()).toBe(before);
    expect(await ingest.send('POST', '/v1/members/eve/enrolments', { consentId: 'c-1' })).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } });
  });

  it('are told of enrolments that never were', async () => {
    for (const id of ['nothing', '0000000a.x', 'zzzzzzzzz.x']) expect(await ingest.send('GET', `/v1/enrolments/${id}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

function decided(enrolmentId: string): EnrolmentDecided {
  return {
    eventId: 'e' as EventId, origin: { topic: 't', partition: 0, offset: 0 }, chainId: aMember('eve').chainId, enrolmentId: enrolmentId as EnrolmentDecided['enrolmentId'],
    memberId: 'eve' as MemberId, decidedAtMs: NOON_MS, accepted: false, refusal: 'NO_USABLE_PHOTO', photos: [{ accepted: false, reason: 'NO_FACE' }], embedderId: null,
  };
}
