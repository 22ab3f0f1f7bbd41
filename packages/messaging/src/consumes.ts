import type { AnyEvent, EventContract } from '@vitrine/contracts';
import type { ConsumedBatch } from './consumed-batch.js';

export interface ConsumeOptions {
  /** Consumer group. One group, one owner per partition. */
  readonly group: string;
  /** Most events in one batch; default 500. */
  readonly maxItems?: number;
  /** Longest wait for a batch to fill once it has an event; default 20 ms. */
  readonly maxWaitMs?: number;
  /**
   * `state` (default): the handler commits its effect and `batch.step` to a state store in one step, and the watermark there says where to resume.
   * `log`: the handler's effect is what it publishes; the group's offset is committed after the handler resolves.
   */
  readonly position?: 'state' | 'log';
  /** Where a new group begins; default `earliest`. */
  readonly from?: 'earliest' | 'latest';
}

/** What `@Consumes` leaves on a handler for the transport to find. */
export interface Consumption {
  readonly contract: EventContract<AnyEvent>;
  readonly options: Required<ConsumeOptions>;
}

export type ConsumeHandler<E extends AnyEvent> = (batch: ConsumedBatch<E>) => Promise<void>;
