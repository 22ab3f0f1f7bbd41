import type { ConsentId, EmbedderId } from '@vitrine/contracts';
import type { FaceTemplate, GalleryChange } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { count } from './patience.js';
import { CONSENT, EMBEDDER, firstOf, member, MEMBER, StateBench, unit } from './state-bench.js';
import { SUITE_RETENTION, type StateUnderTest } from './state.js';

const OTHER_EMBEDDER = 'embedder@2' as EmbedderId;
const OTHER_CONSENT = 'consent-2' as ConsentId;

/** Who changed and how, without the vectors. */
function summary(change: GalleryChange | null | undefined): readonly string[] | null {
  if (change === null || change === undefined) return null;
  if (change.kind === 'classified') return ['classified'];
  return change.kind === 'evicted' ? ['evicted', change.memberId] : ['enrolled', ...change.templates.map(({ memberId, index }) => `${memberId}/${index}`)];
}

export function describeGallery(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state } = underTest();
    const bench = new StateBench(state);
    const { templateIndex } = state;
    const load = async (embedderId = EMBEDDER): Promise<readonly FaceTemplate[]> => (await templateIndex.load(bench.chainId, embedderId)).templates;
    return { bench, templateIndex, load, chainId: bench.chainId, stop: new AbortController() };
  };

  describe('template index', () => {
    it('opens what was enrolled, exactly as it was', async () => {
      const { bench, load, templateIndex, chainId } = begin();
      const templates = [bench.template(), bench.template({ index: 1, vector: unit([-1, 0.5, 1e-8, 3]) })];
      await bench.enrol(...templates);
      expect(await load()).toEqual(templates);
      expect(await load(OTHER_EMBEDDER)).toEqual([]);
      expect([...(await templateIndex.ofMembers(chainId, EMBEDDER, [MEMBER, member(9)]))]).toEqual([[MEMBER, templates]]);
      expect([await templateIndex.countMembers(chainId, EMBEDDER), await templateIndex.countMembers(chainId, OTHER_EMBEDDER)]).toEqual([1, 0]);
    });

    it('replaces the member’s templates of this embedder and leaves all others', async () => {
      const { bench, load } = begin();
      await bench.enrol(bench.template(), bench.template({ index: 1 }));
      await bench.enrol(bench.template({ memberId: member(2) }));
      await bench.enrol(bench.template({ embedderId: OTHER_EMBEDDER }));
      await bench.enrol(bench.template({ vector: unit([0, 0, 0, 1]) }));
      expect(new Map((await load()).map(({ memberId, vector }) => [memberId, vector[3]]))).toEqual(new Map([[MEMBER, 1], [member(2), bench.template().vector[3]]]));
      expect(await load()).toHaveLength(2);
      expect(await load(OTHER_EMBEDDER)).toHaveLength(1);
    });

    it('refuses vectors that are not of unit length', async () => {
      const { bench, templateIndex } = begin();
      const faulty = [new Float32Array([1, 1, 0, 0]), new Float32Array(4), new Float32Array([Number.NaN, 0, 0, 1]), new Float32Array([Number.POSITIVE_INFINITY, 0, 0, 0]), new Float32Array(0)];
      for (const vector of faulty) await expect(templateIndex.enrol([bench.template({ vector })])).rejects.toMatchObject({ code: 'invalid_field' });
    });

    it('refuses an enrolment of nobody or of two members', async () => {
      const { bench, templateIndex } = begin();
      await expect(templateIndex.enrol([])).rejects.toMatchObject({ code: 'invalid_field' });
      await expect(templateIndex.enrol([bench.template(), bench.template({ memberId: member(2) })])).rejects.toMatchObject({ code: 'invalid_field' });
    });

    it('evicts what was enrolled under a revoked consent, and refuses it for ever', async () => {
      const { bench, templateIndex, load, chainId } = begin();
      await bench.enrol(bench.template());
      await bench.enrol(bench.template({ embedderId: OTHER_EMBEDDER, consentId: OTHER_CONSENT }));
      await bench.write(templateIndex.revokeConsent(chainId, MEMBER, CONSENT));
      expect(await load()).toEqual([]);
      expect(await load(OTHER_EMBEDDER)).toHaveLength(1);
      await bench.enrol(bench.template({ enrolledAtMs: 9_000_000_000_000 }));
      expect(await load()).toEqual([]);
      await bench.enrol(bench.template({ consentId: OTHER_CONSENT }));
      expect(await load()).toHaveLength(1);
    });

    it('refuses an enrolment whose consent was revoked between making and writing it', async () => {
      const { bench, templateIndex, load, chainId } = begin();
      const write = await templateIndex.enrol([bench.template()]);
      await bench.write(templateIndex.revokeConsent(chainId, MEMBER, CONSENT));
      await bench.write(write);
      expect(await load()).toEqual([]);
    });

    it('evicts an erased member and refuses what was asked for before the erasure', async () => {
      const { bench, templateIndex, load, chainId } = begin();
      await bench.enrol(bench.template());
      await bench.enrol(bench.template({ embedderId: OTHER_EMBEDDER }));
      await bench.enrol(bench.template({ memberId: member(2) }));
      const late = await templateIndex.enrol([bench.template({ enrolledAtMs: 1_999 })]);
      await bench.write(templateIndex.erase(chainId, MEMBER, 2_000));
      await bench.write(late);
      expect((await load()).map(({ memberId }) => memberId)).toEqual([member(2)]);
      expect(await load(OTHER_EMBEDDER)).toEqual([]);
      await bench.enrol(bench.template({ enrolledAtMs: 2_001 }));
      expect(await load()).toHaveLength(2);
    });

    it('keeps the latest erasure, whatever order they come in', async () => {
      const { bench, templateIndex, load, chainId } = begin();
      await bench.write(templateIndex.erase(chainId, MEMBER, 5_000), templateIndex.erase(chainId, MEMBER, 3_000));
      await bench.enrol(bench.template({ enrolledAtMs: 4_000 }));
      expect(await load()).toEqual([]);
    });
  });

  describe('changes of the gallery', () => {
    it('come in order behind the revision that was loaded', async () => {
      const { bench, templateIndex, chainId, stop } = begin();
      await bench.enrol(bench.template());
      const { revision } = await templateIndex.load(chainId, EMBEDDER);
      const seen = firstOf(templateIndex.changes(chainId, EMBEDDER, revision, stop.signal), 3);
      await bench.enrol(bench.template({ memberId: member(2) }), bench.template({ memberId: member(2), index: 1 }));
      await bench.enrol(bench.template({ memberId: member(3), embedderId: OTHER_EMBEDDER }));
      await bench.write(templateIndex.revokeConsent(chainId, MEMBER, CONSENT));
      await bench.enrol(bench.template({ memberId: member(4), consentId: OTHER_CONSENT }));
      expect((await seen).map(summary)).toEqual([['enrolled', 'member-2/0', 'member-2/1'], ['evicted', MEMBER], ['enrolled', 'member-4/0']]);
    });

    it('tell an erasure', async () => {
      const { bench, templateIndex, chainId, stop } = begin();
      await bench.enrol(bench.template());
      const { revision } = await templateIndex.load(chainId, EMBEDDER);
      await bench.write(templateIndex.erase(chainId, MEMBER, 2_000));
      expect((await firstOf(templateIndex.changes(chainId, EMBEDDER, revision, stop.signal), 1)).map(summary)).toEqual([['evicted', MEMBER]]);
    });

    it('can be resumed behind each of their revisions', async () => {
      const { bench, templateIndex, chainId, stop } = begin();
      const { revision } = await templateIndex.load(chainId, EMBEDDER);
      for (const n of [1, 2, 3]) await bench.enrol(bench.template({ memberId: member(n) }));
      const [first] = await firstOf(templateIndex.changes(chainId, EMBEDDER, revision, stop.signal), 1);
      const rest = await firstOf(templateIndex.changes(chainId, EMBEDDER, first?.revision ?? '', stop.signal), 2);
      expect([first, ...rest].map(summary)).toEqual([['enrolled', 'member-1/0'], ['enrolled', 'member-2/0'], ['enrolled', 'member-3/0']]);
    });

    it('give null where some were trimmed', async () => {
      const { bench, templateIndex, chainId, stop } = begin();
      await bench.enrol(bench.template());
      const { revision } = await templateIndex.load(chainId, EMBEDDER);
      const enrolments = await Promise.all(count(SUITE_RETENTION.galleryHistory * 40).map((n) => templateIndex.enrol([bench.template({ memberId: member(n % 4) })])));
      await bench.write(...enrolments);
      expect(await firstOf(templateIndex.changes(chainId, EMBEDDER, revision, stop.signal), 1)).toEqual([null]);
    });

    it('end when they are aborted', async () => {
      const { templateIndex, chainId, stop } = begin();
      const { revision } = await templateIndex.load(chainId, EMBEDDER);
      const seen = firstOf(templateIndex.changes(chainId, EMBEDDER, revision, stop.signal), 1);
      stop.abort();
      expect(await seen).toEqual([]);
    });
  });
}
