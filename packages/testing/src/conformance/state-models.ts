import { createHash } from 'node:crypto';
import type { CatalogueRegion } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { MODEL, StateBench, version } from './state-bench.js';
import type { StateUnderTest } from './state.js';

const BYTES = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7) % 256);

export function describeModels(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state } = underTest();
    const bench = new StateBench(state);
    const { chainId } = bench;
    const { modelRegistry: registry } = state;
    const store = (name: string, createdAtMs: number, bytes: Uint8Array = BYTES) =>
      registry.store({ chainId, model: MODEL, version: version(name), createdAtMs, trainedUpTo: [{ topic: 'basket.sold.v1', partition: 0, offset: 9 }], metrics: { hitRate: 0.25 } }, bytes);
    return { state, bench, chainId, registry, store };
  };

  describe('model registry', () => {
    it('computes the SHA-256 of what it stores and loads the same bytes', async () => {
      const { registry, chainId, store } = begin();
      const artefact = await store('v1', 1);
      expect(artefact).toMatchObject({ version: 'v1', metrics: { hitRate: 0.25 }, sha256: createHash('sha256').update(BYTES).digest('hex') });
      expect(new Uint8Array(await registry.load(chainId, MODEL, version('v1')))).toEqual(BYTES);
    });

    it('leaves a version that is there already as it is', async () => {
      const { registry, chainId, store } = begin();
      const first = await store('v1', 1);
      expect(await store('v1', 2, new Uint8Array([1, 2, 3]))).toEqual(first);
      expect(new Uint8Array(await registry.load(chainId, MODEL, version('v1')))).toEqual(BYTES);
      expect(await registry.list(chainId, MODEL)).toEqual([first]);
    });

    it('refuses to load a version that is not there', async () => {
      const { registry, chainId } = begin();
      await expect(registry.load(chainId, MODEL, version('v9'))).rejects.toMatchObject({ code: 'model_invalid' });
    });

    it('lists versions newest first', async () => {
      const { registry, chainId, store } = begin();
      for (const [name, createdAtMs] of [['b', 2], ['c', 3], ['a', 1]] as const) await store(name, createdAtMs);
      expect((await registry.list(chainId, MODEL)).map((artefact) => artefact.version)).toEqual(['c', 'b', 'a']);
      expect(await registry.list(chainId, 'other' as typeof MODEL)).toEqual([]);
    });

    it('promotes a version and returns to the one that was live before', async () => {
      const { registry, chainId, store } = begin();
      await store('v1', 1);
      await store('v2', 2);
      expect(await registry.live(chainId, MODEL)).toBeNull();
      await registry.promote(chainId, MODEL, version('v1'));
      await registry.promote(chainId, MODEL, version('v2'));
      await registry.promote(chainId, MODEL, version('v2'));
      expect((await registry.live(chainId, MODEL))?.version).toBe('v2');
      expect((await registry.rollBack(chainId, MODEL)).version).toBe('v1');
      expect((await registry.live(chainId, MODEL))?.version).toBe('v1');
    });

    it('cannot return to where it never was, nor promote what it does not have', async () => {
      const { registry, chainId, store } = begin();
      await expect(registry.rollBack(chainId, MODEL)).rejects.toMatchObject({ code: 'not_found' });
      await expect(registry.promote(chainId, MODEL, version('v1'))).rejects.toMatchObject({ code: 'not_found' });
      await store('v1', 1);
      await registry.promote(chainId, MODEL, version('v1'));
      await expect(registry.rollBack(chainId, MODEL)).rejects.toMatchObject({ code: 'not_found' });
      expect((await registry.live(chainId, MODEL))?.version).toBe('v1');
    });
  });

  describe('learner snapshots', () => {
    it('keeps the newest snapshot of a space, byte for byte, in the step that moves the watermark', async () => {
      const { state, bench } = begin();
      const source = bench.partition();
      const { epoch } = await state.store.claim(source);
      expect(await state.learnerSnapshots.get(bench.space)).toBeNull();
      await state.store.commit({ source, epoch, first: 0, next: 5 }, [state.learnerSnapshots.put(bench.space, new Uint8Array([1]))]);
      await state.store.commit({ source, epoch, first: 5, next: 9 }, [state.learnerSnapshots.put(bench.space, BYTES)]);
      expect(await state.store.commit({ source, epoch, first: 5, next: 9 }, [state.learnerSnapshots.put(bench.space, new Uint8Array([2]))])).toBe('stale');
      expect(new Uint8Array((await state.learnerSnapshots.get(bench.space)) ?? [])).toEqual(BYTES);
      expect(await state.learnerSnapshots.get({ ...bench.space, region: 'region-2' as CatalogueRegion })).toBeNull();
    });
  });
}
