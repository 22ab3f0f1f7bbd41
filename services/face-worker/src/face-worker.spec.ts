import { ConsentChanged, EnrolmentDecided, MemberErased, type ConsentId, type EmbedderId, type ErasureId, type EventId, type MemberId, type ModelVersion } from '@vitrine/contracts';
import { galleryFingerprint, packClassifier, trainLinearSvc } from '@vitrine/vision';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nobody, otherwise, portrait, twoPeople } from './pictures.fixture.js';
import { CHAIN, RunningFaceWorker } from './running-face-worker.fixture.js';

const WAIT = { timeout: 15_000 };

describe('the face worker', { timeout: 60_000 }, () => {
  let worker: RunningFaceWorker;
  beforeAll(async () => {
    worker = await RunningFaceWorker.start();
    for (const member of ['ada', 'bea', 'cleo', 'mallory']) await worker.consent(member, true);
  }, 60_000);
  afterAll(async () => worker.stop());

  it('is ready once its models are warm and its gallery is loaded', async () => {
    await vi.waitFor(async () => expect(await worker.ready()).toBe(200), WAIT);
  });

  it('knows nobody before anybody is enrolled', async () => {
    const [identity] = await worker.see([{ jpeg: await portrait('ada') }]);
    expect(identity).toMatchObject({ outcome: 'UNKNOWN', reason: 'EMPTY_GALLERY', memberId: null, faces: 1, score: null });
  });

  it('enrols a member, and says of each photograph what it was good for', async () => {
    const decision = await worker.enrol('ada', [await portrait('ada'), await nobody(), await twoPeople(), Buffer.from('not a picture'), await portrait('ada', (picture) => picture.flop())]);
    expect(decision).toMatchObject({ accepted: true, refusal: 'NONE', embedderId: 'dlib-resnet-128@1' });
    expect(decision.photos.map(({ reason }) => reason)).toEqual(['NONE', 'NO_FACE', 'TWO_FACES', 'UNREADABLE', 'NONE']);
    expect(await worker.logged(EnrolmentDecided)).toEqual([decision]);
  });

  it('leaves out the photograph that shows somebody else', async () => {
    const decision = await worker.enrol('bea', [await portrait('bea'), await portrait('bea', (picture) => picture.flop()), await portrait('ada'), await portrait('bea', (picture) => picture.resize(200))]);
    expect(decision.photos.map(({ reason }) => reason)).toEqual(['NONE', 'NONE', 'OUTLIER', 'NONE']);
  });

  it('recognises members under other light, angle, scale and compression', async () => {
    const shots = [{ jpeg: await otherwise('ada'), session: 'one' }, { jpeg: await otherwise('bea'), session: 'two' }];
    await vi.waitFor(async () => {
      const identities = await worker.see(shots);
      expect(identities.map(({ outcome, memberId, consentId }) => [outcome, memberId, consentId])).toEqual([['MEMBER', 'ada', 'consent-ada'], ['MEMBER', 'bea', 'consent-bea']]);
      for (const { score, threshold, margin } of identities) {
        expect(score).toBeGreaterThan(threshold ?? 1);
        expect(margin).toBeGreaterThan(0.02);
      }
    }, WAIT);
  });

  it('names a member in front of a camera on the second good frame, and remembers across batches', async () => {
    const [jpeg, other] = [await otherwise('ada'), await portrait('ada')];
    const shot = { source: 'CAMERA', session: 'stay-1' } as const;
    const first = await worker.see([{ ...shot, jpeg }, { ...shot, jpeg: await nobody() }]);
    expect(first.map(({ outcome, reason, memberId }) => [outcome, reason, memberId])).toEqual([['PROBABLE', 'MORE_FRAMES', null], ['NO_FACE', 'NONE', null]]);
    const second = await worker.see([{ ...shot, jpeg: other }, { ...shot, jpeg: await nobody() }, { ...shot, jpeg: await portrait('cleo') }]);
    expect(second.map(({ outcome, reason, memberId }) => [outcome, reason, memberId])).toEqual([['MEMBER', 'NONE', 'ada'], ['MEMBER', 'HELD', 'ada'], ['PROBABLE', 'FACE_CHANGED', null]]);
    expect(second.map(({ goodFrames }) => goodFrames)).toEqual([2, 2, 3]);
  });

  it('begins anew with another session', async () => {
    const jpeg = await portrait('ada');
    const identities = await worker.see([{ jpeg, source: 'CAMERA', session: 'stay-2' }, { jpeg, source: 'CAMERA', session: 'stay-3' }]);
    expect(identities.map(({ reason }) => reason)).toEqual(['MORE_FRAMES', 'MORE_FRAMES']);
  });

  it('concludes the same when a batch comes again after it was published', async () => {
    const jpeg = await portrait('bea');
    const shot = { source: 'CAMERA', session: 'stay-4', jpeg } as const;
    worker.loseNextCommit();
    const identities = await worker.see([shot, shot, { ...shot, jpeg: await nobody() }], 6);
    expect(identities.slice(3)).toEqual(identities.slice(0, 3));
    expect(identities.map(({ outcome, reason }) => `${outcome} ${reason}`).slice(0, 3)).toEqual(['PROBABLE MORE_FRAMES', 'MEMBER NONE', 'MEMBER HELD']);
  });

  it('withdraws the name from a photograph that stands still for five seconds, and counts it', async () => {
    const jpeg = await portrait('ada');
    const outcomes: string[] = [];
    for (let frame = 0; frame < 13; frame++) {
      worker.clock.advance(450);
      const [identity] = await worker.see([{ jpeg, source: 'CAMERA', session: 'stay-5' }]);
      outcomes.push(`${identity?.outcome} ${identity?.reason} ${identity?.memberId}`);
      expect(identity?.liveness ?? 0).toBeLessThan(0.5);
    }
    expect(outcomes.slice(0, 2)).toEqual(['PROBABLE MORE_FRAMES null', 'MEMBER NONE ada']);
    expect(new Set(outcomes.slice(2, 12))).toEqual(new Set(['MEMBER NONE ada']));
    expect(outcomes.at(-1)).toBe('SPOOF NO_MOTION null');
    // The identity is in the log before it is counted: what is counted is committed.
    await vi.waitFor(async () => expect(await worker.metrics()).toContain('vitrine_identities_total{outcome="SPOOF",reason="NO_MOTION"} 1'), WAIT);
  });

  it('takes a stranger for a stranger', async () => {
    const [identity] = await worker.see([{ jpeg: await portrait('cleo') }]);
    expect(identity).toMatchObject({ outcome: 'UNKNOWN', reason: 'BELOW_THRESHOLD', memberId: null, consentId: null });
  });

  it('names what is wrong with a frame', async () => {
    const blurred = await portrait('bea', (picture) => picture.resize(300).blur(5));
    const small = await portrait('ada', (picture) => picture.resize(48).extend({ top: 60, bottom: 60, left: 60, right: 60, background: '#777' }));
    const shots = [
      { jpeg: await nobody() }, { jpeg: await twoPeople() }, { jpeg: blurred }, { jpeg: small }, { jpeg: Buffer.from('not a picture') },
      { jpeg: await portrait('ada'), zone: { x: 0.8, y: 0.8, width: 0.2, height: 0.2 } },
    ];
    const identities = await worker.see(shots);
    expect(identities.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
      'NO_FACE NONE', 'AMBIGUOUS TWO_FACES', 'POOR TOO_BLURRED', 'POOR TOO_SMALL', 'POOR UNREADABLE', 'NO_FACE OUTSIDE_ZONE',
    ]);
    expect(new Set(identities.map(({ eventId }) => eventId)).size).toBe(shots.length);
  });

  it('recognises the one of two people who stands in the zone', async () => {
    const [identity] = await worker.see([{ jpeg: await twoPeople(), zone: { x: 0, y: 0, width: 0.5, height: 1 } }]);
    expect(identity).toMatchObject({ outcome: 'MEMBER', memberId: 'ada', faces: 2 });
  });

  it('lets the classifier of these very templates say who it is, and likeness whether', async () => {
    const place = [CHAIN, 'dlib-resnet-128@1' as EmbedderId] as const;
    const { templates, departures } = await worker.state.templateIndex.load(...place);
    const classifier = trainLinearSvc(templates.map(({ memberId, vector }) => ({ label: memberId, vector })));
    const bytes = packClassifier(classifier, galleryFingerprint(templates));
    await worker.state.store.write([worker.state.templateIndex.classify({ chainId: CHAIN, embedderId: place[1], version: 'v1' as ModelVersion, bytes }, departures)]);
    await vi.waitFor(async () => expect(await worker.metrics()).toContain('vitrine_gallery_classified 1'), WAIT);
    const identities = await worker.see([{ jpeg: await otherwise('bea'), session: 'svc-1' }, { jpeg: await portrait('cleo'), session: 'svc-2' }]);
    expect(identities.map(({ outcome, memberId }) => [outcome, memberId])).toEqual([['MEMBER', 'bea'], ['UNKNOWN', null]]);
  });

  it('does not look at a frame without a trigger that the store permits', async () => {
    const jpeg = await portrait('ada');
    const [identity] = await worker.see([{ jpeg, trigger: 'APPROACH' }, { jpeg, trigger: 'UNKNOWN' }, { jpeg }], 1);
    expect(identity).toMatchObject({ outcome: 'MEMBER', trigger: 'GESTURE' });
    expect(await worker.deadFrames()).toEqual(['trigger_not_permitted', 'trigger_not_permitted']);
    expect(await worker.metrics()).toContain('vitrine_frames_skipped_total{reason="trigger_not_permitted"} 2');
  });

  it('leaves out overtaken frames of a session when it is behind, and frames nobody waits for, and counts them', async () => {
    const jpeg = await nobody();
    const late = { jpeg, session: 'late', ageMs: 10_000 };
    const identities = await worker.see([{ jpeg, session: 'gone', ageMs: 60_000 }, late, late, late, { jpeg, session: 'other', ageMs: 10_000 }], 2);
    expect(identities.map(({ sessionId }) => sessionId)).toEqual(['late', 'other']);
    const metrics = await worker.metrics();
    expect(metrics).toContain('vitrine_frames_skipped_total{reason="stale"} 2');
    expect(metrics).toContain('vitrine_frames_skipped_total{reason="expired"} 1');
  });

  it('refuses a second member with the same face', async () => {
    const decision = await worker.enrol('mallory', [await portrait('ada')]);
    expect(decision).toMatchObject({ accepted: false, refusal: 'DUPLICATE_FACE', embedderId: null });
  });

  it('refuses an enrolment in which no photograph can be used', async () => {
    const decision = await worker.enrol('cleo', [await nobody()]);
    expect(decision).toMatchObject({ accepted: false, refusal: 'NO_USABLE_PHOTO', photos: [{ accepted: false, reason: 'NO_FACE' }] });
  });

  it('refuses guided pictures whose poses were not followed: one photograph cannot turn its head', async () => {
    const jpeg = await portrait('cleo');
    const decision = await worker.enrol('cleo', [jpeg, jpeg, jpeg], ['AHEAD', 'LEFT', 'RIGHT']);
    expect(decision).toMatchObject({ accepted: false, refusal: 'NOT_LIVE', embedderId: null });
    expect(decision.photos.map(({ reason }) => reason)).toEqual(['OTHER', 'PROMPT_NOT_FOLLOWED', 'PROMPT_NOT_FOLLOWED']);
  });

  it('makes no template of a face that is covered, too bright or too small for one', async () => {
    const covered = await portrait('cleo', (picture) => picture.resize(500, 500).composite([{ input: { create: { width: 240, height: 150, channels: 3, background: '#8fb4d0' } }, left: 110, top: 212 }]));
    const decision = await worker.enrol('cleo', [covered, await portrait('cleo', (picture) => picture.resize(90))]);
    expect(decision).toMatchObject({ accepted: false, refusal: 'NO_USABLE_PHOTO' });
    expect(decision.photos.map(({ reason }) => reason)).toEqual(['OCCLUDED', 'TOO_SMALL']);
  });

  it('waits for a consent that is on its way', async () => {
    const pending = worker.enrol('late', [await portrait('cleo')]);
    await vi.waitFor(async () => expect(await worker.metrics()).toMatch(/vitrine_\w*retr\w*\{[^}]*enrolment[^}]*\} [1-9]/), WAIT);
    await worker.consent('late', true);
    expect(await pending).toMatchObject({ accepted: true });
  });

  it('refuses an enrolment whose consent never comes', async () => {
    const pending = worker.enrol('nemo', [await portrait('cleo')]);
    worker.clock.advance(10_001);
    expect(await pending).toMatchObject({ accepted: false, refusal: 'CONSENT_MISSING' });
  });

  it('names nobody whose consent has ended, even before their templates are gone', async () => {
    await worker.consent('bea', false);
    const [identity] = await worker.see([{ jpeg: await otherwise('bea') }]);
    expect(identity).toMatchObject({ outcome: 'UNKNOWN', reason: 'CONSENT_ENDED', memberId: null, score: null });
  });

  it('forgets the templates of a member who withdraws the consent', async () => {
    await worker.publish(ConsentChanged, {
      eventId: 'demo:consent-bea:1' as EventId, chainId: CHAIN, memberId: 'bea' as MemberId, consentId: 'consent-bea' as ConsentId, changedAtMs: worker.clock.nowMs(),
      purpose: 'RECOGNITION', granted: false, textSha256: '0'.repeat(64), locale: 'en', channel: 'phone',
    });
    await vi.waitFor(async () => expect(await worker.metrics()).toContain('vitrine_gallery_members 2'), WAIT);
    await vi.waitFor(async () => expect(await worker.metrics()).toContain('vitrine_gallery_classified 0'), WAIT);
    expect(await worker.state.templateIndex.classifier(CHAIN, 'dlib-resnet-128@1' as EmbedderId)).toBeNull();
    expect((await worker.state.templateIndex.load(CHAIN, 'dlib-resnet-128@1' as never)).templates.map(({ memberId }) => memberId)).not.toContain('bea');
  });

  it('forgets a member who is erased', async () => {
    await worker.publish(MemberErased, { eventId: 'demo:ada:1' as EventId, chainId: CHAIN, memberId: 'ada' as MemberId, erasureId: 'e1' as ErasureId, requestedAtMs: worker.clock.advance(1) });
    await vi.waitFor(async () => expect(await worker.metrics()).toContain('vitrine_gallery_members 1'), WAIT);
    const [identity] = await worker.see([{ jpeg: await otherwise('ada') }]);
    expect(identity).toMatchObject({ outcome: 'UNKNOWN', memberId: null });
  });
});
