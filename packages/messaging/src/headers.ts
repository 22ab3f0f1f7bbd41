/** Header names; the only place they are written. */
export const EVENT_ID_HEADER = 'event-id';
export const STORE_HEADER = 'store-id';
export const TRACE_HEADER = 'traceparent';
export const DEAD_LETTER_HEADERS = {
  code: 'dead-letter-code',
  detail: 'dead-letter-detail',
  topic: 'dead-letter-topic',
  partition: 'dead-letter-partition',
  offset: 'dead-letter-offset',
  group: 'dead-letter-group',
} as const;
