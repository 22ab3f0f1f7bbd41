export { KafkaEventLog } from './kafka-event-log.js';
export type { ClientLogEntry, KafkaEventLogOptions } from './kafka-event-log-options.js';
