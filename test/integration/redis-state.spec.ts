import { randomUUID } from 'node:crypto';
import type { State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { describeStateConformance } from '@vitrine/testing/conformance';
import { describeWithRedis } from '../provided.js';

describeWithRedis('the Redis adapter', (url) => {
  describeStateConformance('Redis', async (options) => {
    const keyPrefix = `conformance-${randomUUID()}`;
    const open = (): Promise<State> => openRedisState({ url, keyPrefix, ...options });
    let state = await open();
    return {
      state,
      reopen: async () => {
        await state.store.close();
        state = await open();
        return state;
      },
      close: () => state.store.close(),
    };
  });
});
