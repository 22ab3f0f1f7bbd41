export { infrastructureConfig, type InfrastructureConfig } from './config.js';
export { freePorts } from './free-port.js';
export { InfrastructureUnavailable, type FaultSignal, type ProvisionOptions, type Provenance, type RunningServer } from './running-server.js';
export { startRedis, type RunningRedis } from './start-redis.js';
export { kafkaTools } from './kafka-tools.js';
export { grantOnKafka, type KafkaGrant } from './kafka-access.js';
export { startUnfitRedis, type RedisFault, type UnfitRedis } from './start-unfit-redis.js';
export { startKafka, startSecuredKafka, type RunningKafka, type SecuredKafka } from './start-kafka.js';
export { provision } from './provision.js';
