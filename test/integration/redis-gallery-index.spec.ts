import { randomBytes, randomUUID } from 'node:crypto';
import type { ChainId, ConsentId, EmbedderId, EnrolmentId, MemberId } from '@vitrine/contracts';
import type { FaceTemplate, State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { Gallery, personTemplates, type GalleryMatch } from '@vitrine/vision';
import { Random } from '@vitrine/word2vec';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithRedis } from '../provided.js';

const [MEMBERS, DIM, SHARDS, CANDIDATES, PROBES] = [2_000, 128, 3, 8, 100];
const place = { chainId: 'chain' as ChainId, embedderId: 'embedder@1' as EmbedderId };
const random = Random.from('gallery index');

/** A unit vector near `centre`, or anywhere. */
function near(centre: Float32Array | null, spread: number): Float32Array {
  const values = Float32Array.from({ length: DIM }, (_, i) => (centre?.[i] ?? 0) + spread * (random.next() - 0.5));
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
}

describeWithRedis('the index of a gallery on Redis', (url) => {
  const keyPrefix = `index-${randomUUID()}`;
  /** Everybody's faces lie in one part of the space, as faces do. */
  const crowd = near(null, 1);
  const faces = Array.from({ length: MEMBERS }, () => near(crowd, 0.35));
  const templates: FaceTemplate[] = faces.flatMap((face, n) => [0, 1, 2].map((index) => ({
    ...place, index, memberId: `m${n}` as MemberId, consentId: `c${n}` as ConsentId, enrolmentId: `e${n}` as EnrolmentId, vector: near(face, 0.15), enrolledAtMs: 1_000,
  })));
  const exact = new Gallery();
  let state: State;
  let redis: Redis;

  beforeAll(async () => {
    state = await openRedisState({ url, masterKey: randomBytes(32), clock: { nowMs: () => 0 }, keyPrefix });
    redis = new Redis(url);
    exact.enrol(templates);
    const writes = await Promise.all(faces.map((_, n) => state.templateIndex.enrol(templates.slice(3 * n, 3 * n + 3))));
    for (let from = 0; from < MEMBERS; from += 200) await state.store.write(writes.slice(from, from + 200));
    await state.galleryIndex.rebuild(place, SHARDS);
    await keep();
  }, 170_000);
  afterAll(async () => {
    redis.disconnect();
    await state.store.close();
  });

  const keep = async (): Promise<void> => {
    for (;;) {
      const waiting = await state.galleryIndex.waiting(place, 200);
      if (waiting.length === 0) return;
      const held = await state.templateIndex.ofMembers(place.chainId, place.embedderId, waiting.map(({ memberId }) => memberId));
      await Promise.all(waiting.map(async (member) => state.galleryIndex.put(place, member, personTemplates((held.get(member.memberId) ?? []).map(({ vector }) => vector)).centroid)));
    }
  };

  /** As a face worker that searches in an index does. */
  const search = async (probes: readonly Float32Array[]): Promise<(GalleryMatch | null)[]> => {
    const among = await state.galleryIndex.nearest(place, probes, CANDIDATES);
    const opened = await state.templateIndex.ofMembers(place.chainId, place.embedderId, [...new Set(among.flat())]);
    return probes.map((probe, i) => {
      const gallery = new Gallery();
      gallery.enrol((among[i] ?? []).flatMap((memberId) => opened.get(memberId) ?? []));
      return gallery.search(probe);
    });
  };

  it('leads to the same member, likeness and margin as the exact search of everybody, for members and for strangers', async () => {
    const probes = [...faces.slice(0, PROBES).map((face) => near(face, 0.3)), ...Array.from({ length: PROBES }, () => near(crowd, 0.35))];
    const found = await search(probes);
    const wanted = probes.map((probe) => exact.search(probe));
    const same = found.filter((match, i) => JSON.stringify(match) === JSON.stringify(wanted[i])).length;
    expect(found.slice(0, PROBES).map((match) => match?.memberId)).toEqual(wanted.slice(0, PROBES).map((match) => match?.memberId));
    expect(same / probes.length).toBeGreaterThanOrEqual(0.98);
    expect(await state.galleryIndex.recall(place, 10, CANDIDATES)).toBeGreaterThanOrEqual(0.95);
  });

  it('keeps no vector that can be compared with a face', async () => {
    const [shard] = await redis.keys(`{${keyPrefix}}:gallery-index:chain:*:0`);
    const members = await redis.call('VRANDMEMBER', shard ?? '', 50) as string[];
    const cosines = await Promise.all(members.map(async (member) => {
      const held = (await redis.call('VEMB', shard ?? '', member) as string[]).map(Number);
      const { centroid } = personTemplates(templates.filter(({ memberId }) => memberId === member).map(({ vector }) => vector));
      return Math.abs(held.reduce((sum, value, i) => sum + value * centroid[i]!, 0)) / Math.hypot(...held);
    }));
    // Of random directions in 128 dimensions the mean is .07; of vectors in clear it would be 1.
    expect(cosines.reduce((sum, one) => sum + one, 0) / cosines.length).toBeLessThan(0.2);
  });

  it('leaves nothing of the index before, nor of its secret, when it is built anew', async () => {
    const before = await redis.keys(`{${keyPrefix}}:gallery-index:*`);
    await state.store.write([state.templateIndex.erase(place.chainId, 'm1' as MemberId, 2_000)]);
    exact.evict('m1' as MemberId);
    await state.galleryIndex.rebuild(place, 2);
    await keep();
    const after = await redis.keys(`{${keyPrefix}}:gallery-index:*`);
    expect(after.filter((key) => before.includes(key))).toEqual([`{${keyPrefix}}:gallery-index:chain`]);
    expect((await redis.hkeys(`{${keyPrefix}}:gallery-index:chain`)).filter((field) => field.startsWith('secret:'))).toHaveLength(1);
    const probe = near(faces[1] ?? null, 0.2);
    expect((await search([probe]))[0]).toEqual(exact.search(probe));
  }, 170_000);
});
