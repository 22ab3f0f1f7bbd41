/** Header names; the only place they are written. */
export const EVENT_ID_HEADER = 'event-id';
export const STORE_HEADER = 'store-id';
/** When the platform took the record in, UTC milliseconds. */
export const RECEIVED_HEADER = 'received-at';
export const TRACE_HEADER = 'traceparent';
export const DEAD_LETTER_HEADERS = {
  code: 'dead-letter-code',
  detail: 'dead-letter-detail',
  topic: 'dead-letter-topic',
  partition: 'dead-letter-partition',
  offset: 'dead-letter-offset',
  group: 'dead-letter-group',
} as const;
/** Of a note in a dead-letter topic that tells what became of a letter. */
export const HANDLING_HEADERS = {
  letter: 'handled-letter',
  action: 'handled-action',
  reason: 'handled-reason',
  replayedTo: 'handled-replayed-to',
} as const;
/** Of a record that was appended again from the dead letters: the letter's topic and offset, and the group it is for. */
export const REPLAY_HEADERS = {
  topic: 'replay-of-topic',
  offset: 'replay-of-offset',
  group: 'replay-group',
} as const;
