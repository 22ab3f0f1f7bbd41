export { describeEventLogConformance, type OpenedEventLog } from './event-log.js';
