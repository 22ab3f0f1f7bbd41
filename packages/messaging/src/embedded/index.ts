export { EmbeddedEventLog, type EmbeddedEventLogOptions, type EmbeddedEventLogPlace } from './embedded-event-log.js';
export type { MemoryLimits } from './memory-partition.js';
