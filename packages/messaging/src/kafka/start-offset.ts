import { VitrineError, partitionKey, type ConsumedPartition } from '@vitrine/contracts';
import type { Subscription } from '../event-log.js';
import type { PartitionRange, TopicAdmin } from './topic-admin.js';

/** Where a partition starts. */
export interface StartOffset {
  readonly offset: number;
  /** The group knew no offset; this one should be committed, or a crash before the first commit could skip records. */
  readonly fresh: boolean;
}

/** Answers where the partitions of one generation start, asking the cluster once per topic. */
export class StartOffsets {
  private readonly ranges = new Map<string, Promise<readonly PartitionRange[]>>();
  private readonly commits = new Map<string, Promise<ReadonlyMap<number, number | null>>>();

  constructor(private readonly admin: TopicAdmin, private readonly subscription: Subscription) {}

  /**
   * @param wanted what the state wants; null: what the group has committed
   * @throws VitrineError `invalid_configuration` when the state is ahead of the log: they are not of the same data
   */
  async of(source: ConsumedPartition, wanted: number | null): Promise<StartOffset> {
    const known = wanted ?? (await this.committed(source));
    let range = await this.range(source);
    if (known !== null && known > range.end) range = await this.range(source, true);
    if (wanted !== null && wanted > range.end) {
      throw new VitrineError('invalid_configuration', `group ${source.group} wants ${partitionKey(source)} from ${wanted}, but the log ends at ${range.end}: state and log are not of the same data`, { ...source });
    }
    if (known !== null) return { offset: Math.min(Math.max(known, range.begin), range.end), fresh: false };
    return { offset: this.subscription.from === 'earliest' ? range.begin : range.end, fresh: true };
  }

  private async range({ topic, partition }: ConsumedPartition, again = false): Promise<PartitionRange> {
    const ranges = await remembered(this.ranges, topic, () => this.admin.ends(topic), again);
    return ranges.find((range) => range.partition === partition) ?? { topic, partition, begin: 0, end: 0 };
  }

  private async committed({ topic, partition, group }: ConsumedPartition): Promise<number | null> {
    const commits = await remembered(this.commits, topic, () => this.admin.committed(group, topic));
    return commits.get(partition) ?? null;
  }
}

async function remembered<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>, again = false): Promise<T> {
  const answer = again ? undefined : known.get(key);
  if (answer !== undefined) return answer;
  const asked = ask();
  known.set(key, asked);
  // A failed question is asked anew.
  asked.catch(() => known.delete(key));
  return asked;
}
