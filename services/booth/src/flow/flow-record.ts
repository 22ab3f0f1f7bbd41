import type { TailedRecord } from '@vitrine/messaging';
import { eventSummary, type EventSummary } from './event-summary.js';

/** A record of the log as the console shows it. */
export interface FlowRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly time: string;
  readonly event: string;
  readonly storeId?: string;
  readonly summary: EventSummary;
}

export function flowRecord({ contract, record, event }: TailedRecord): FlowRecord {
  const { storeId } = (event ?? {}) as { readonly storeId?: string };
  return {
    ...record.position,
    time: new Date(record.timeMs).toISOString(),
    event: contract.name,
    ...(storeId === undefined ? {} : { storeId }),
    summary: event === null ? { [record.value === null ? 'forgotten' : 'unreadable']: true } : eventSummary(contract, event),
  };
}
