import { RunningRecoWorker } from '../running-reco-worker.fixture.js';
import { describeRebuilds } from './rebuilds-suite.fixture.js';

describeRebuilds('embedded', async () => RunningRecoWorker.start());
