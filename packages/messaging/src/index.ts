export { decodeRecord } from './decode-records.js';
export { EventLog } from './event-log.js';
export type {
  BatchHandler, BatchResult, LogConsumer, LoggedRecord, NewRecord, PartitionLag, RecordBatch, RecordHeaders, Subscription,
} from './event-log.js';
export type { ConsumedBatch, ConsumedStep, ReceivedEvent, Tombstone } from './consumed-batch.js';
export type { ConsumeHandler, ConsumeOptions, Consumption } from './consumes.js';
export { EventPublisher, derivedEventId } from './event-publisher.js';
export { DEAD_LETTER_HEADERS, EVENT_ID_HEADER, STORE_HEADER, TRACE_HEADER } from './headers.js';
export { Positions, type Claim } from './positions.js';
export { EventConsumer, type ConsumerSurroundings, type RunningConsumer } from './event-consumer.js';
export { ConsumerObserver } from './consumer-observer.js';
export { PoisonEventError } from './poison-event-error.js';
export { DeadLetters } from './dead-letters/dead-letters.js';
export type { DeadLetter, DeadLetterReason } from './dead-letters/dead-letter.js';
export { deadLetterTopic, deadLetterTopicName, withDeadLetterTopics } from './dead-letters/dead-letter-topics.js';
export { DeadLetterDesk, type FiledLetter, type LetterFilter, type LetterId, type ReplayOutcome } from './dead-letters/dead-letter-desk.js';
export { isFor } from './dead-letters/replay.js';
export type { Handling } from './dead-letters/handling.js';
export { originOf, type DerivedEvent } from './origin-of.js';
export { receivedAt, receivedAtMs } from './received-at.js';
export { readDerived } from './read-derived.js';
export { readRecords, type ReadRecord, type LogRange } from './read-records.js';
export { tailLog, type TailedRecord } from './tail-log.js';
export { Backoff, type BackoffSettings } from './backoff.js';
export { murmur2, partitionOf } from './murmur2.js';
export { Consumes } from './nest/consumes.decorator.js';
export { EventLogStrategy, type EventLogStatus, type EventLogStrategyOptions, type HandlerLag } from './nest/event-log-strategy.js';
