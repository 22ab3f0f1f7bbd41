import { positionKey, VitrineError, type AnyEvent, type EventContract, type LogPosition } from '@vitrine/contracts';
import type { EventLog, NewRecord, RecordHeaders } from './event-log.js';
import { EVENT_ID_HEADER, STORE_HEADER } from './headers.js';

/** Puts typed events into the log. */
export class EventPublisher {
  constructor(private readonly log: EventLog) {}

  /** Resolves when the log has acknowledged all of them, with their positions in the given order. */
  async publish<E extends AnyEvent>(contract: EventContract<E>, events: readonly E[], headers: RecordHeaders = {}): Promise<LogPosition[]> {
    if (events.length === 0) return [];
    return this.log.append(contract.topic.name, events.map((event) => toRecord(contract, event, headers)));
  }

  /** Forgets a key of a compacted topic. */
  async tombstone<E extends AnyEvent>(contract: EventContract<E>, key: string, timeMs: number): Promise<LogPosition> {
    if (contract.topic.cleanup !== 'compact') {
      throw new VitrineError('internal', `${contract.topic.name} is not compacted`, { topic: contract.topic.name });
    }
    const [position] = await this.log.append(contract.topic.name, [{ key, value: null, headers: {}, timeMs }]);
    if (position === undefined) throw new VitrineError('internal', 'the log acknowledged no record', { topic: contract.topic.name });
    return position;
  }
}

/** Id of an event derived from the record at `position`: a redelivery derives the same one. */
export function derivedEventId(position: LogPosition, index = 0): string {
  return index === 0 ? positionKey(position) : `${positionKey(position)}/${index}`;
}

function toRecord<E extends AnyEvent>(contract: EventContract<E>, event: E, headers: RecordHeaders): NewRecord {
  const store = (event as { storeId?: string }).storeId;
  return {
    key: contract.key(event),
    value: contract.encode(event),
    timeMs: contract.timeMs(event),
    headers: { [EVENT_ID_HEADER]: event.eventId, ...(store === undefined ? {} : { [STORE_HEADER]: store }), ...headers },
  };
}
