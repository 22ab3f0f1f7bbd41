export { infrastructureConfig, type InfrastructureConfig } from './config.js';
export { InfrastructureUnavailable, type FaultSignal, type ProvisionOptions, type Provenance, type RunningServer } from './running-server.js';
export { startRedis, type RunningRedis } from './start-redis.js';
export { startKafka, type RunningKafka } from './start-kafka.js';
export { provision } from './provision.js';
