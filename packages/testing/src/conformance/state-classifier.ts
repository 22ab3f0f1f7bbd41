import type { EmbedderId, ModelVersion } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { CONSENT, EMBEDDER, firstOf, member, MEMBER, StateBench } from './state-bench.js';
import type { StateUnderTest } from './state.js';

const BYTES = Uint8Array.from({ length: 3_000 }, (_, index) => (index * 11) % 256);
const OTHER_EMBEDDER = 'embedder@2' as EmbedderId;

export function describeClassifiers(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state } = underTest();
    const bench = new StateBench(state);
    const { chainId } = bench;
    const { templateIndex } = state;
    const classify = async (version = 'v1', departures?: number): Promise<void> => {
      const then = departures ?? (await templateIndex.load(chainId, EMBEDDER)).departures;
      await bench.write(templateIndex.classify({ chainId, embedderId: EMBEDDER, version: version as ModelVersion, bytes: BYTES }, then));
    };
    const held = async () => templateIndex.classifier(chainId, EMBEDDER);
    return { bench, templateIndex, chainId, classify, held, stop: new AbortController() };
  };

  describe('classifier of a gallery', () => {
    it('is opened byte for byte, the newest only, and of its embedder', async () => {
      const { classify, held, templateIndex, chainId } = begin();
      expect(await held()).toBeNull();
      await classify('v1');
      await classify('v2');
      const found = await held();
      expect(found?.version).toBe('v2');
      expect(new Uint8Array(found?.bytes ?? [])).toEqual(BYTES);
      expect(await templateIndex.classifier(chainId, OTHER_EMBEDDER)).toBeNull();
    });

    it('goes in the step that erases a member it was trained on', async () => {
      const { bench, classify, held, templateIndex, chainId } = begin();
      await bench.enrol(bench.template());
      await classify();
      await bench.write(templateIndex.erase(chainId, MEMBER, 2_000));
      expect(await held()).toBeNull();
    });

    it('goes in the step that revokes a consent', async () => {
      const { bench, classify, held, templateIndex, chainId } = begin();
      await bench.enrol(bench.template());
      await classify();
      await bench.write(templateIndex.revokeConsent(chainId, MEMBER, CONSENT));
      expect(await held()).toBeNull();
    });

    it('is refused when somebody left while it was trained', async () => {
      const { bench, classify, held, templateIndex, chainId } = begin();
      await bench.enrol(bench.template());
      const { departures } = await templateIndex.load(chainId, EMBEDDER);
      await bench.write(templateIndex.erase(chainId, MEMBER, 2_000));
      await classify('late', departures);
      expect(await held()).toBeNull();
      await classify('anew');
      expect((await held())?.version).toBe('anew');
    });

    it('stays when somebody comes, or somebody leaves who had no template', async () => {
      const { bench, classify, held, templateIndex, chainId } = begin();
      await bench.enrol(bench.template());
      await classify();
      await bench.enrol(bench.template({ memberId: member(2) }));
      await bench.write(templateIndex.erase(chainId, member(3), 2_000));
      expect(await held()).not.toBeNull();
    });

    it('is told in the order of the gallery’s changes', async () => {
      const { bench, classify, templateIndex, chainId, stop } = begin();
      const { revision } = await templateIndex.load(chainId, EMBEDDER);
      await bench.enrol(bench.template());
      await classify();
      await bench.enrol(bench.template({ memberId: member(2) }));
      const changes = await firstOf(templateIndex.changes(chainId, EMBEDDER, revision, stop.signal), 3);
      expect(changes.map((change) => change?.kind)).toEqual(['enrolled', 'classified', 'enrolled']);
    });
  });
}
