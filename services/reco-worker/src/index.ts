export { RecoWorkerModule } from './app.module.js';
export { RecoWorkerConfig, recoWorkerEnvironment } from './config.js';
export { GROUPS as RECO_GROUPS } from './groups.js';
export { readCheckpoint } from './learner/checkpoint.js';
export { gatheringOver } from './slates/gathering-over.js';
