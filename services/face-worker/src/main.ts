import { runService } from '@vitrine/runtime';
import { FaceWorkerModule } from './app.module.js';
import { processEnvironment } from './config.js';

await runService('face-worker', (environment) => FaceWorkerModule.from(environment), processEnvironment);
