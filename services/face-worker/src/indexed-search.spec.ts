import { MemberErased, type ErasureId, type EventId, type MemberId } from '@vitrine/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { otherwise, portrait } from './pictures.fixture.js';
import { CHAIN, RunningFaceWorker } from './running-face-worker.fixture.js';

describe('the face worker that searches in an index', { timeout: 60_000 }, () => {
  let worker: RunningFaceWorker;
  beforeAll(async () => {
    worker = await RunningFaceWorker.start({ VITRINE_FACE_SEARCH: 'index', VITRINE_FACE_INDEX_SHARDS: '2' });
    for (const member of ['ada', 'bea', 'mallory']) await worker.consent(member, true);
  }, 60_000);
  afterAll(async () => worker.stop());

  it('is ready once there is an index', async () => {
    await vi.waitFor(async () => expect(await worker.ready()).toBe(200), { timeout: 20_000 });
  });

  it('enrols, refuses a face twice, and names whom the index proposes by their sealed templates', async () => {
    for (const member of ['ada', 'bea'] as const) expect(await worker.enrol(member, [await portrait(member)])).toMatchObject({ accepted: true });
    expect(await worker.enrol('mallory', [await portrait('ada')])).toMatchObject({ refusal: 'DUPLICATE_FACE' });
    const identities = await worker.see([{ jpeg: await otherwise('ada'), session: 'a' }, { jpeg: await otherwise('bea'), session: 'b' }, { jpeg: await portrait('cleo'), session: 'c' }]);
    expect(identities.map(({ memberId }) => memberId)).toEqual(['ada', 'bea', null]);
    expect(identities[0]?.margin).toBeGreaterThan(0.02);
  });

  it('names nobody who was erased', async () => {
    await worker.publish(MemberErased, { eventId: 'demo:ada:1' as EventId, chainId: CHAIN, memberId: 'ada' as MemberId, erasureId: 'e1' as ErasureId, requestedAtMs: worker.clock.advance(1) });
    await vi.waitFor(async () => expect((await worker.state.templateIndex.ofMembers(CHAIN, 'dlib-resnet-128@1' as never, ['ada' as MemberId])).size).toBe(0), { timeout: 15_000 });
    const [identity] = await worker.see([{ jpeg: await otherwise('ada'), session: 'd' }]);
    expect(identity?.memberId).toBeNull();
  });

  it('builds its index anew when asked to, and says how far it is', async () => {
    const { rebuildId } = await worker.call<{ rebuildId: string }>('POST', '/v1/rebuilds', { what: 'gallery' });
    await vi.waitFor(async () => expect(await worker.call('GET', `/v1/rebuilds/${rebuildId}`)).toEqual({ rebuildId, what: 'gallery', status: 'done', progress: 1 }), { timeout: 15_000 });
    expect(await worker.metrics()).toMatch(/vitrine_gallery_members 1\b/);
  });
});
