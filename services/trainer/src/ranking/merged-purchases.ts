import { hasOwnReceiptId, PurchaseRecorded, VitrineError } from '@vitrine/contracts';
import type { EventLog, LoggedRecord } from '@vitrine/messaging';
import { SeenReceipts } from '@vitrine/state';

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

/**
 * Purchases of all partitions, always the oldest of those that are next; a partition's own order stays, so one that came late is told late.
 * Each event once, and none under an id that is not its own: one that is in the log again while the ledger of receipts would know it is left out. Holds one event a partition and a bit a receipt.
 * @throws VitrineError `log_unavailable`
 */
export async function* mergedPurchases(log: Pick<EventLog, 'read'>, ranges: readonly LogRange[], signal: AbortSignal): AsyncGenerator<PurchaseRecorded> {
  const lanes: Lane[] = [];
  for (const { topic, partition, begin, end } of ranges) {
    const records = log.read({ topic, partition }, begin, end, signal)[Symbol.asyncIterator]();
    const head = await nextPurchase(records);
    if (head !== null) lanes.push({ records, head });
  }
  const told = new SeenReceipts();
  while (lanes.length > 0) {
    const lane = lanes.reduce((first, other) => (comesBefore(other.head, first.head) ? other : first));
    if (hasOwnReceiptId(lane.head) && told.admit(lane.head.eventId, lane.head.occurredAtMs)) yield lane.head;
    const head = await nextPurchase(lane.records);
    if (head === null) lanes.splice(lanes.indexOf(lane), 1);
    else lane.head = head;
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
