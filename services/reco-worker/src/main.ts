import { runService } from '@vitrine/runtime';
import { RecoWorkerModule } from './app.module.js';
import { processEnvironment } from './config.js';

await runService('reco-worker', (environment) => RecoWorkerModule.from(environment), processEnvironment);
