import { runService } from '@vitrine/runtime';
import { BoothModule } from './app.module.js';
import { processEnvironment } from './config.js';

await runService('booth', (environment) => BoothModule.from(environment), processEnvironment);
