/** One record of the event log, without pictures, vectors or members. */
export interface FlowRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** ISO 8601. */
  readonly time: string;
  /** Name of the event, such as `OfferDecided`. */
  readonly event: string;
  readonly storeId?: string;
  /** The few fields that tell the event's story. */
  readonly summary: Readonly<Record<string, unknown>>;
}

export const FLOW_PATH = '/v1/flow';
