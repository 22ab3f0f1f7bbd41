export { openRedisState, type RedisStateOptions } from './redis-state.js';
