export { IngestModule } from './app.module.js';
export { IngestConfig, ingestEnvironment } from './config.js';
