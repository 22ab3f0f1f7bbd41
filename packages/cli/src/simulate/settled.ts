import type { EventLog } from '@vitrine/messaging';

const POLL_MS = 200;

/**
 * Waits until a consumer group has dealt with everything in a topic.
 * @param progress told how many records are left, whenever that changes
 */
export async function settled(log: EventLog, group: string, topic: string, progress: (left: number) => void, signal: AbortSignal): Promise<void> {
  let before = -1;
  while (!signal.aborted) {
    const partitions = await log.lag(group, topic);
    const left = partitions.reduce((sum, { lag }) => sum + lag, 0);
    if (left === 0) return;
    if (left !== before) progress(left);
    before = left;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  signal.throwIfAborted();
}
