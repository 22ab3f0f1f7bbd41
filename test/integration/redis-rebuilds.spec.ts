import { randomUUID } from 'node:crypto';
import type { Clock, State } from '@vitrine/state';
import { openRedisState } from '@vitrine/state/redis';
import { describeGalleryRebuild } from '../../services/face-worker/src/gallery/gallery-rebuild-suite.fixture.js';
import { describeRebuilds } from '../../services/reco-worker/src/rebuilds/rebuilds-suite.fixture.js';
import { RunningRecoWorker } from '../../services/reco-worker/src/running-reco-worker.fixture.js';
import { describeWithRedis } from '../provided.js';

describeWithRedis('rebuilds', (url) => {
  const open = async (clock: Clock): Promise<State> => openRedisState({ url, keyPrefix: `rebuild-${randomUUID()}`, masterKey: Buffer.alloc(32, 7), clock });
  describeRebuilds('on Redis', async () => RunningRecoWorker.start({}, [], open));
  describeGalleryRebuild('on Redis', async () => open({ nowMs: Date.now }));
});
