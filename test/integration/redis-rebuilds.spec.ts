import { randomUUID } from 'node:crypto';
import { openRedisState } from '@vitrine/state/redis';
import { describeRebuilds } from '../../services/reco-worker/src/rebuilds/rebuilds-suite.fixture.js';
import { RunningRecoWorker } from '../../services/reco-worker/src/running-reco-worker.fixture.js';
import { describeWithRedis } from '../provided.js';

describeWithRedis('Redis', (url) => {
  describeRebuilds('a rebuild from the log into Redis', async () =>
    RunningRecoWorker.start({}, [], async (clock) => openRedisState({ url, keyPrefix: `rebuild-${randomUUID()}`, masterKey: Buffer.alloc(32, 7), clock })));
});
