export { BoothModule } from './app.module.js';
export { BoothConfig, boothEnvironment } from './config.js';
