import { partitionKey, type Partition } from '@vitrine/contracts';
import type { NativeConsumer, NativeError } from './native-module.js';

const SEEK_WITHIN_MS = 5_000;
const SEEK_AGAIN_MS = 20;

/**
 * Pauses, resumes and seeks of partitions. A seek takes a moment; what is fetched before it is done would come in the wrong order, and what is
 * fetched after it must not be dropped, so a partition rests while it seeks.
 */
export class Rests {
  private readonly wanted = new Map<string, boolean>();
  private readonly seeks = new Map<string, number>();

  constructor(private readonly consumer: NativeConsumer) {}

  seeking(partition: Partition): boolean {
    return (this.seeks.get(partitionKey(partition)) ?? 0) > 0;
  }

  rest({ topic, partition }: Partition, resting: boolean): void {
    this.wanted.set(partitionKey({ topic, partition }), resting);
    if (resting) this.consumer.pause([{ topic, partition }]);
    else if (!this.seeking({ topic, partition })) this.consumer.resume([{ topic, partition }]);
  }

  /** @param failed told when the partition could not be sought; one that was given up meanwhile is nobody's concern */
  seek({ topic, partition }: Partition, offset: number, failed: (error: NativeError) => void): void {
    const key = partitionKey({ topic, partition });
    this.seeks.set(key, (this.seeks.get(key) ?? 0) + 1);
    this.consumer.pause([{ topic, partition }]);
    this.attempt({ topic, partition, offset }, performance.now() + SEEK_WITHIN_MS, failed);
  }

  /** A partition that was assigned a moment ago cannot be sought yet, so a refusal is tried again. */
  private attempt(place: Partition & { readonly offset: number }, until: number, failed: (error: NativeError) => void): void {
    const key = partitionKey(place);
    this.consumer.seek(place, SEEK_WITHIN_MS, (error) => {
      if (!this.seeks.has(key)) return;
      const refused = error !== null && error !== undefined;
      if (refused && performance.now() < until) {
        setTimeout(() => { if (this.seeks.has(key)) this.attempt(place, until, failed); }, SEEK_AGAIN_MS);
        return;
      }
      this.seeks.set(key, (this.seeks.get(key) ?? 1) - 1);
      if (refused) failed(error);
      else if (!this.seeking(place) && this.wanted.get(key) === false) this.consumer.resume([{ topic: place.topic, partition: place.partition }]);
    });
  }

  forget(partition: Partition): void {
    this.wanted.delete(partitionKey(partition));
    this.seeks.delete(partitionKey(partition));
  }
}
