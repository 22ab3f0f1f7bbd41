import type { AnyEvent, EventContract } from '@vitrine/contracts';
import type { ConsumedBatch } from '@vitrine/messaging';

/** What a batch of a compacted topic says of a key. */
export interface Announcement<E extends AnyEvent> {
  readonly key: string;
  /** Null: the key was forgotten. */
  readonly event: E | null;
  readonly offset: number;
}

/** Events and tombstones of a batch as they stand in the log. */
export function inLogOrder<E extends AnyEvent>(contract: EventContract<E>, { events, tombstones }: ConsumedBatch<E>): readonly Announcement<E>[] {
  const announced = events.map(({ event, position: { offset } }) => ({ key: contract.key(event), event, offset }));
  const forgotten = tombstones.map(({ key, position: { offset } }) => ({ key, event: null, offset }));
  return [...announced, ...forgotten].toSorted((a, b) => a.offset - b.offset);
}

/** The last of each key. */
export function lastOfEach<E extends AnyEvent>(contract: EventContract<E>, batch: ConsumedBatch<E>): readonly Announcement<E>[] {
  return [...new Map(inLogOrder(contract, batch).map((announcement) => [announcement.key, announcement])).values()];
}
