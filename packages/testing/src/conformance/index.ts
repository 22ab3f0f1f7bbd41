export { describeEventLogConformance, type OpenedEventLog } from './event-log.js';
export { describeStateConformance, type OpenedState, type StateConformanceOptions } from './state.js';
