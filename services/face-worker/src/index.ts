export { FaceWorkerModule } from './app.module.js';
export { FaceWorkerConfig, faceWorkerEnvironment } from './config.js';
