import { runService } from '@vitrine/runtime';
import { IngestModule } from './app.module.js';
import { processEnvironment } from './config.js';

await runService('ingest', (environment) => IngestModule.from(environment), processEnvironment);
