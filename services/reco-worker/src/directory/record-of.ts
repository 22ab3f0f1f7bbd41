import type { AnyEvent } from '@vitrine/contracts';

/** The record that an announcement carries: all of it but the event's own id. */
export function recordOf<E extends AnyEvent>(event: E): Omit<E, 'eventId'> {
  const { eventId: _eventId, ...record } = event;
  return record;
}
