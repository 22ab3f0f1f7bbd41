export { TrainerModule } from './app.module.js';
export { TrainerConfig, trainerEnvironment } from './config.js';
