import { PurchaseRecorded, VitrineError, type EventId } from '@vitrine/contracts';
import type { EventLog, LoggedRecord } from '@vitrine/messaging';

/** A stretch of one partition: `[begin, end)`. */
export interface LogRange {
  readonly topic: string;
  readonly partition: number;
  readonly begin: number;
  readonly end: number;
}

interface Lane {
  readonly records: AsyncIterator<LoggedRecord>;
  head: PurchaseRecorded;
}

/** A till sends a receipt again within this time: so long the state knows its number, too. */
const SENT_AGAIN_WITHIN_MS = 60 * 86_400_000;

/**
 * Purchases of all partitions, always the oldest of those that are next; a partition's own order stays, so one that came late is told late.
 * Each event once: one that is in the log again within 60 days is left out. Holds one event a partition and the ids of those days.
 * @throws VitrineError `log_unavailable`
 */
export async function* mergedPurchases(log: Pick<EventLog, 'read'>, ranges: readonly LogRange[], signal: AbortSignal): AsyncGenerator<PurchaseRecorded> {
  const lanes: Lane[] = [];
  for (const { topic, partition, begin, end } of ranges) {
    const records = log.read({ topic, partition }, begin, end, signal)[Symbol.asyncIterator]();
    const head = await nextPurchase(records);
    if (head !== null) lanes.push({ records, head });
  }
  const told = new RecentIds(SENT_AGAIN_WITHIN_MS);
  while (lanes.length > 0) {
    const lane = lanes.reduce((first, other) => (comesBefore(other.head, first.head) ? other : first));
    if (told.admit(lane.head.eventId, lane.head.occurredAtMs)) yield lane.head;
    const head = await nextPurchase(lane.records);
    if (head === null) lanes.splice(lanes.indexOf(lane), 1);
    else lane.head = head;
  }
}

/** Ids of a stretch of time: two generations, of which the older one goes when the newer one is as long. */
class RecentIds {
  private newer = new Set<EventId>();
  private older = new Set<EventId>();
  private sinceMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly spanMs: number) {}

  /** Whether the id is new here. */
  admit(id: EventId, atMs: number): boolean {
    if (this.newer.has(id) || this.older.has(id)) return false;
    if (atMs - this.sinceMs >= this.spanMs) {
      this.older = this.newer;
      this.newer = new Set();
      this.sinceMs = atMs;
    }
    this.newer.add(id);
    return true;
  }
}

function comesBefore(a: PurchaseRecorded, b: PurchaseRecorded): boolean {
  return a.occurredAtMs < b.occurredAtMs || (a.occurredAtMs === b.occurredAtMs && a.eventId < b.eventId);
}

async function nextPurchase(records: AsyncIterator<LoggedRecord>): Promise<PurchaseRecorded | null> {
  for (let next = await records.next(); next.done !== true; next = await records.next()) {
    const event = next.value.value === null ? null : decoded(next.value.value);
    if (event !== null) return event;
  }
  return null;
}

function decoded(value: Buffer): PurchaseRecorded | null {
  try {
    return PurchaseRecorded.decode(value);
  } catch (error) {
    if (error instanceof VitrineError) return null;
    throw error;
  }
}
