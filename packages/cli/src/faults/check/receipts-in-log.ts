import { PurchaseRecorded, VitrineError, type EventId, type Sku } from '@vitrine/contracts';
import type { EventLog } from '@vitrine/messaging';

/** What the receipts in the log add up to, folded without any of the platform's own classes. */
export interface ReceiptsInLog {
  readonly ids: ReadonlySet<EventId>;
  /** Receipts that carried a product, each receipt once. */
  readonly counts: ReadonlyMap<Sku, number>;
  /** Records that repeat a receipt. */
  readonly repeated: number;
  /** Keys whose receipts first appear in another order than their till sent them. */
  readonly outOfOrder: readonly string[];
}

/** Reads every receipt of the log. */
export async function receiptsInLog(log: EventLog): Promise<ReceiptsInLog> {
  const ids = new Set<EventId>();
  const counts = new Map<Sku, number>();
  const newest = new Map<string, number>();
  const outOfOrder = new Set<string>();
  let repeated = 0;
  for await (const { key, event } of purchases(log)) {
    if (ids.has(event.eventId)) {
      repeated += 1;
      continue;
    }
    ids.add(event.eventId);
    for (const sku of new Set(event.lines.map((line) => line.sku))) counts.set(sku, (counts.get(sku) ?? 0) + 1);
    // Sequence numbers go on over the business days of a campaign, and a key belongs to one till.
    if (event.sequenceNumber < (newest.get(key) ?? -1)) outOfOrder.add(key);
    newest.set(key, Math.max(event.sequenceNumber, newest.get(key) ?? -1));
  }
  return { ids, counts, repeated, outOfOrder: [...outOfOrder] };
}

async function* purchases(log: EventLog): AsyncIterable<{ readonly key: string; readonly event: PurchaseRecorded }> {
  for (const { topic, partition, begin, end } of await log.ends(PurchaseRecorded.topic.name)) {
    for await (const { key, value } of log.read({ topic, partition }, begin, end)) {
      const event = value === null ? null : readable(value);
      if (event !== null) yield { key, event };
    }
  }
}

function readable(value: Buffer): PurchaseRecorded | null {
  try {
    return PurchaseRecorded.decode(value);
  } catch (error) {
    if (error instanceof VitrineError) return null;
    throw error;
  }
}
