import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeStateConformance } from '@vitrine/testing/conformance';
import { openEmbeddedState } from './embedded-state.js';

describeStateConformance('lmdb', async (options) => {
  const path = await mkdtemp(join(tmpdir(), 'vitrine-state-'));
  let state = await openEmbeddedState({ ...options, path });
  return {
    state,
    reopen: async () => {
      await state.store.close();
      state = await openEmbeddedState({ ...options, path });
      return state;
    },
    close: async () => {
      await state.store.close();
      await rm(path, { recursive: true });
    },
  };
});
