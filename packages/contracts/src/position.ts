/** One partition of one topic. */
export interface Partition {
  readonly topic: string;
  /** From 0. */
  readonly partition: number;
}

/** Where one record stands in the log. */
export interface LogPosition extends Partition {
  /** From 0; offsets of one partition grow but may have gaps. */
  readonly offset: number;
}

/** A partition as seen by one consumer group: what a watermark belongs to. */
export interface ConsumedPartition extends Partition {
  readonly group: string;
}

/** Text form of a partition, for keys and messages: `topic/0`. */
export function partitionKey({ topic, partition }: Partition): string {
  return `${topic}/${partition}`;
}

/** Text form of a position: `topic/0/42`. Ids of derived events are built from it. */
export function positionKey({ topic, partition, offset }: LogPosition): string {
  return `${topic}/${partition}/${offset}`;
}
