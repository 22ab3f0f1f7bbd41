import { randomUUID } from 'node:crypto';
import type { AnyEvent, EventContract } from '@vitrine/contracts';
import { decodeRecord } from './decode-records.js';
import type { EventLog, LogConsumer, LoggedRecord } from './event-log.js';

/** A record as it came by. */
export interface TailedRecord {
  readonly contract: EventContract<AnyEvent>;
  readonly record: LoggedRecord;
  /** Null for a tombstone and for what does not decode. */
  readonly event: AnyEvent | null;
}

const MAX_ITEMS = 100;
const MAX_WAIT_MS = 5;

/**
 * Shows every record appended from now on, all partitions of these events, until aborted. Nothing is committed.
 * Resolves when the tail stands. What `onRecord` throws ends nothing: the record counts as shown.
 * @param group a name no other tail has; by default a random one
 */
export async function tailLog(
  log: EventLog,
  contracts: readonly EventContract<AnyEvent>[],
  onRecord: (record: TailedRecord) => void,
  signal: AbortSignal,
  group = `tail.${randomUUID()}`,
): Promise<LogConsumer> {
  const byTopic = new Map(contracts.map((contract) => [contract.topic.name, contract]));
  const consumer = await log.subscribe(
    { group, topics: [...byTopic.keys()], maxItems: MAX_ITEMS, maxWaitMs: MAX_WAIT_MS, from: 'latest', ephemeral: true },
    async ({ source, records }) => {
      const contract = byTopic.get(source.topic);
      for (const record of records) if (contract !== undefined) show(contract, record, onRecord);
      return { next: (records.at(-1)?.position.offset ?? -1) + 1 };
    },
  );
  const close = (): void => void consumer.close();
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  return consumer;
}

function show(contract: EventContract<AnyEvent>, record: LoggedRecord, onRecord: (record: TailedRecord) => void): void {
  const decoded = decodeRecord(contract, record);
  try {
    onRecord({ contract, record, event: decoded.kind === 'event' ? decoded.received.event : null });
  } catch {
    // A display that fails must not stop the others' view, and there is nothing to deliver again.
  }
}
