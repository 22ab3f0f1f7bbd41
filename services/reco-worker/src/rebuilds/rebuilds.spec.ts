import { RunningRecoWorker } from '../running-reco-worker.fixture.js';
import { describeRebuilds } from './rebuilds-suite.fixture.js';

describeRebuilds('a rebuild from the log, embedded', async () => RunningRecoWorker.start());
