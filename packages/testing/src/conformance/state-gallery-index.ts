import type { ConsentId, MemberId } from '@vitrine/contracts';
import type { GalleryPlace } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { count } from './patience.js';
import { CONSENT, EMBEDDER, member, MEMBER, StateBench, unit } from './state-bench.js';
import type { StateUnderTest } from './state.js';

const DIM = 12;
/** A direction of its own for each number. */
const direction = (n: number): Float32Array => unit(count(DIM).map((i) => Math.sin(n * 37.7 + i * (n + 1) * 1.3)));

export function describeGalleryIndex(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state } = underTest();
    const bench = new StateBench(state);
    const place: GalleryPlace = { chainId: bench.chainId, embedderId: EMBEDDER };
    const { galleryIndex, templateIndex } = state;
    const enrol = async (memberId: MemberId, n: number): Promise<void> => bench.enrol(bench.template({ memberId, vector: direction(n) }));
    /** Puts everybody who waits into the index, as a face worker does. */
    const keep = async (): Promise<void> => {
      for (;;) {
        const waiting = await galleryIndex.waiting(place, 50);
        if (waiting.length === 0) return;
        for (const one of waiting) {
          const templates = (await templateIndex.ofMembers(bench.chainId, EMBEDDER, [one.memberId])).get(one.memberId);
          await galleryIndex.put(place, one, templates?.[0]?.vector ?? null);
        }
      }
    };
    const nearest = async (n: number, most = 1): Promise<readonly MemberId[]> => (await galleryIndex.nearest(place, [direction(n)], most))[0] ?? [];
    return { bench, place, galleryIndex, templateIndex, enrol, keep, nearest, state };
  };

  describe('gallery index', () => {
    it('names, of each shard, whom a face is most like, several faces at once', async () => {
      const { place, galleryIndex, enrol, keep } = begin();
      for (const n of count(30)) await enrol(member(n), n);
      await galleryIndex.rebuild(place, 3);
      await keep();
      const found = await galleryIndex.nearest(place, count(30).map(direction), 2);
      for (const n of count(30)) expect(found[n]).toContain(member(n));
      expect(found[0]!.length).toBeLessThanOrEqual(6);
      expect(await galleryIndex.standing(place)).toMatchObject({ members: 30, waiting: 0, building: null });
      expect(await galleryIndex.recall(place, 5, 3)).toBeGreaterThan(0.9);
    });

    it('names whoever is enrolled from that moment on, before they are put into it, too', async () => {
      const { place, galleryIndex, enrol, keep, nearest } = begin();
      await galleryIndex.rebuild(place, 2);
      await keep();
      await enrol(member(1), 1);
      expect(await nearest(1)).toContain(member(1));
      await keep();
      expect(await nearest(1)).toContain(member(1));
    });

    it('forgets whoever is erased or ends their consent, waiting or not, and puts nobody back', async () => {
      const { bench, place, galleryIndex, templateIndex, enrol, keep, nearest } = begin();
      await galleryIndex.rebuild(place, 2);
      for (const n of [1, 2]) await enrol(member(n), n);
      await keep();
      await enrol(MEMBER, 3);
      const late = await galleryIndex.waiting(place, 10);
      await bench.write(templateIndex.erase(bench.chainId, member(1), 2_000), templateIndex.revokeConsent(bench.chainId, member(2), CONSENT), templateIndex.erase(bench.chainId, MEMBER, 2_000));
      for (const one of late) await galleryIndex.put(place, one, direction(3));
      for (const n of [1, 2, 3]) expect(await nearest(n, 10)).toEqual([]);
      expect((await galleryIndex.standing(place)).waiting).toBe(0);
    });

    it('takes a member’s new face for the old one, also when the old one is put late', async () => {
      const { place, galleryIndex, enrol, keep, nearest } = begin();
      await galleryIndex.rebuild(place, 1);
      await enrol(member(1), 1);
      await enrol(member(2), 2);
      const late = await galleryIndex.waiting(place, 10);
      await enrol(member(1), 5);
      for (const one of late) await galleryIndex.put(place, one, direction(one.memberId === member(1) ? 1 : 2));
      await keep();
      expect(await nearest(5)).toEqual([member(1)]);
      expect(await nearest(2)).toEqual([member(2)]);
    });

    it('answers while it is built anew, with other shards, and misses nobody who comes meanwhile', async () => {
      const { bench, place, galleryIndex, templateIndex, enrol, keep, nearest } = begin();
      await galleryIndex.rebuild(place, 2);
      for (const n of count(10)) await enrol(member(n), n);
      await keep();
      await galleryIndex.rebuild(place, 3);
      expect(await nearest(4)).toContain(member(4));
      await enrol(member(20), 20);
      await bench.write(templateIndex.erase(bench.chainId, member(5), 2_000));
      expect(await nearest(20)).toContain(member(20));
      await keep();
      expect(await galleryIndex.standing(place)).toMatchObject({ members: 10, waiting: 0, building: null });
      for (const n of [0, 4, 20]) expect(await nearest(n)).toContain(member(n));
      expect(await nearest(5, 20)).not.toContain(member(5));
    });

    it('tells embedders apart', async () => {
      const { bench, place, galleryIndex, keep, nearest } = begin();
      await galleryIndex.rebuild(place, 1);
      await bench.enrol(bench.template({ memberId: member(7), consentId: 'other' as ConsentId, embedderId: 'embedder@2' as typeof EMBEDDER, vector: direction(7) }));
      await keep();
      expect(await nearest(7)).toEqual([]);
    });
  });
}
