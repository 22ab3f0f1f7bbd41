import { hasOwnReceiptId, PurchaseRecorded } from '@vitrine/contracts';
import { readRecords, type EventLog, type LogRange } from '@vitrine/messaging';
import { SeenReceipts } from '@vitrine/state';

interface Lane {
  readonly purchases: AsyncIterator<PurchaseRecorded>;
  head: PurchaseRecorded;
}

/**
 * Purchases of all partitions, always the oldest of those that are next; a partition's own order stays, so one that came late is told late.
 * Each once: one that is in the log again while the ledger of receipts would know it is left out, and so is one under an id that is not its own.
 * Holds one event a partition and a bit a receipt.
 * @throws VitrineError `log_unavailable`
 */
export async function* mergedPurchases(log: Pick<EventLog, 'read'>, ranges: readonly LogRange[], signal: AbortSignal): AsyncGenerator<PurchaseRecorded> {
  const lanes: Lane[] = [];
  for (const range of ranges) {
    const purchases = purchasesOf(log, range, signal);
    const first = await purchases.next();
    if (first.done !== true) lanes.push({ purchases, head: first.value });
  }
  const told = new SeenReceipts();
  while (lanes.length > 0) {
    const lane = lanes.reduce((first, other) => (comesBefore(other.head, first.head) ? other : first));
    if (told.admit(lane.head.eventId, lane.head.occurredAtMs)) yield lane.head;
    const next = await lane.purchases.next();
    if (next.done === true) lanes.splice(lanes.indexOf(lane), 1);
    else lane.head = next.value;
  }
}

function comesBefore(a: PurchaseRecorded, b: PurchaseRecorded): boolean {
  return a.occurredAtMs < b.occurredAtMs || (a.occurredAtMs === b.occurredAtMs && a.eventId < b.eventId);
}

async function* purchasesOf(log: Pick<EventLog, 'read'>, range: LogRange, signal: AbortSignal): AsyncGenerator<PurchaseRecorded> {
  for await (const { received } of readRecords(log, PurchaseRecorded, range, signal)) {
    if (received !== null && hasOwnReceiptId(received.event)) yield received.event;
  }
}
