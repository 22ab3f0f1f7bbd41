export { RecoWorkerModule } from './app.module.js';
export { RecoWorkerConfig, recoWorkerEnvironment } from './config.js';
