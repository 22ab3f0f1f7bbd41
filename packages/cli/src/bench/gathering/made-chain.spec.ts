import { gatheringOver, RecoWorkerConfig, recoWorkerEnvironment } from '@vitrine/reco-worker';
import { readConfiguration } from '@vitrine/runtime';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../memory/stores.js';
import { CHAIN_NOW_MS, writeChain } from './made-chain.js';

describe('the chain of bench gathering', () => {
  it('gives every store its promotions, with all figures and a vector', async () => {
    const opened = await embeddedStore();
    try {
      const stores = await writeChain(opened.state, { stores: 3, products: 60, promotions: 25 });
      const { candidates: source } = gatheringOver(opened.state, new RecoWorkerConfig(readConfiguration(recoWorkerEnvironment, {})), { nowMs: () => CHAIN_NOW_MS });
      for (const store of stores) {
        const { candidates } = (await source.of(store, true)).candidates;
        expect(candidates).toHaveLength(25);
        for (const candidate of candidates) {
          expect(candidate).toMatchObject({ soldInHour: 1, soldInStore: 1 });
          expect(Math.min(candidate.soldLately, candidate.companionWeight)).toBeGreaterThan(0);
          expect(candidate.vector).toHaveLength(64);
        }
      }
    } finally {
      await opened.close();
    }
  });
});
