import { VitrineError, type CatalogueRegion, type ChainId } from '@vitrine/contracts';
import { openEmbeddedState } from './embedded-state.js';

/** Run with a limit on the size of files: commits large snapshots until the disk takes no more, then a small step, and prints what happened as JSON. */
const source = { group: 'full', topic: 'basket.sold.v1', partition: 0 };
const state = await openEmbeddedState({ path: process.argv[2] ?? '', masterKey: Buffer.alloc(32, 7), clock: { nowMs: () => 0 } });
const { epoch } = await state.store.claim(source);
const commit = async (first: number, bytes: number): Promise<string> => {
  const space = { chainId: 'chain' as ChainId, region: `region-${first}` as CatalogueRegion };
  try {
    return await state.store.commit({ source, epoch, first, next: first + 1 }, [state.learnerSnapshots.put(space, new Uint8Array(bytes))]);
  } catch (error) {
    return error instanceof VitrineError ? error.code : String(error);
  }
};
let applied = 0;
let outcome = await commit(0, 500_000);
while (outcome === 'applied' && applied < 100) {
  applied += 1;
  outcome = await commit(applied, 500_000);
}
const small = await commit(applied, 10);
process.stdout.write(JSON.stringify({ applied, refusal: outcome, small }));
await state.store.close();
