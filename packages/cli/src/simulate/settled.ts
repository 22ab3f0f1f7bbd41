import type { EventLog } from '@vitrine/messaging';
import type { StateStore } from '@vitrine/state';

const POLL_MS = 200;

/** What shows how far a platform is. */
export interface Progress {
  readonly log: EventLog;
  readonly store: StateStore;
}

/**
 * Waits until the state has everything of a topic that a consumer group keeps in it.
 * @param tell told how many records are left, whenever that changes
 */
export async function settled({ log, store }: Progress, group: string, topic: string, tell: (left: number) => void, signal: AbortSignal): Promise<void> {
  let before = -1;
  for (;;) {
    signal.throwIfAborted();
    const partitions = await log.ends(topic);
    const lefts = await Promise.all(partitions.map(async ({ partition, begin, end }) => end - ((await store.watermark({ group, topic, partition })) ?? begin)));
    const left = lefts.reduce((sum, some) => sum + some, 0);
    if (left === 0) return;
    if (left !== before) tell(left);
    before = left;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
