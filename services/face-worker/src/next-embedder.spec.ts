import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseEmbedder, importFacenet, madeFacenetWeights, writeSafetensors } from '@vitrine/vision';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { portrait } from './pictures.fixture.js';
import { CHAIN, RunningFaceWorker } from './running-face-worker.fixture.js';

describe('a change of the embedder', { timeout: 120_000 }, () => {
  let folder: string;
  let model: string;
  let worker: RunningFaceWorker;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'next-embedder-'));
    model = join(folder, 'model');
    let drawn = 1;
    const random = (): number => (drawn = (drawn * 16_807) % 2_147_483_647) / 2_147_483_647;
    await writeFile(join(folder, 'made.safetensors'), writeSafetensors(madeFacenetWeights(random)));
    await importFacenet({ file: join(folder, 'made.safetensors'), into: model, python: 'none' });
    worker = await RunningFaceWorker.start();
    for (const member of ['ada', 'bea']) await worker.consent(member, true);
  }, 120_000);
  afterAll(async () => {
    await worker.stop();
    await rm(folder, { recursive: true });
  });

  it('is prepared by enrolments that make templates of both, and tells how many members are ready for it', async () => {
    const { embedder } = chooseEmbedder(model);
    await worker.enrol('bea', [await portrait('bea')]);
    await worker.restart({ VITRINE_FACE_EMBEDDER_NEXT: model });
    expect(await worker.enrol('ada', [await portrait('ada'), Buffer.from('not a picture')])).toMatchObject({ accepted: true, embedderId: 'dlib-resnet-128@1' });
    const { templates } = await worker.state.templateIndex.load(CHAIN, embedder);
    expect(templates.map(({ memberId, vector }) => [memberId, vector.length])).toEqual([['ada', 512]]);
    expect(await worker.call('GET', '/v1/embedders')).toEqual({ current: { embedder: 'dlib-resnet-128@1', members: 2 }, next: { embedder, members: 1 } });
    expect(await worker.metrics()).toMatch(/vitrine_gallery_next_members 1\b/);
  });

  it('is then a change of configuration: whoever enrolled meanwhile is recognised, and nobody by vectors of the other', async () => {
    await worker.restart({ VITRINE_FACE_EMBEDDER: model });
    await vi.waitFor(async () => expect(await worker.metrics()).toMatch(/vitrine_gallery_members 1\b/), { timeout: 20_000 });
    const [identity] = await worker.see([{ jpeg: await portrait('ada') }]);
    expect(identity).toMatchObject({ outcome: 'MEMBER', memberId: 'ada', embedderId: chooseEmbedder(model).embedder });
  });

  it('to the embedder that is there already is refused', async () => {
    await expect(RunningFaceWorker.start({ VITRINE_FACE_EMBEDDER_NEXT: 'dlib-resnet-128@1' })).rejects.toMatchObject({ code: 'invalid_configuration' });
  });
});
