import { runService } from '@vitrine/runtime';
import { TrainerModule } from './app.module.js';
import { processEnvironment } from './config.js';

await runService('trainer', (environment) => TrainerModule.from(environment), processEnvironment);
