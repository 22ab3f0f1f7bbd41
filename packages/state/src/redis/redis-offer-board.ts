import type { OfferDecided } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { OfferBoard, type BoardEntry, type BoothAddress } from '../offer-board.js';
import type { StateWrite } from '../state-store.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';
import { followStream, streamEnd, toEntry, type StreamEntry } from './stream-follower.js';
import type { StreamTail } from './stream-tail.js';

/** How long a booth's history outlives its newest slate, so that a display which comes back late finds its place. */
const KEPT_AFTER_END_MS = 3_600_000;

/** One stream a booth: the newest entry is the slate, its id the version, the rest what a watcher may have missed. */
export class RedisOfferBoard extends OfferBoard {
  /** @param keptSlates how many slates a watcher may be behind */
  constructor(
    private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly tail: StreamTail,
    private readonly clock: Clock, private readonly keptSlates: number,
  ) {
    super();
  }

  async current(booth: BoothAddress, nowMs: number): Promise<BoardEntry | null> {
    const [newest] = await this.redis.run((redis) => redis.xrevrange(this.keys.board(booth), '+', '-', 'COUNT', 1));
    if (newest === undefined) return null;
    const entry = toBoardEntry(toEntry(newest));
    return nowMs < entry.slate.validUntilMs ? entry : null;
  }

  show(slate: OfferDecided): StateWrite {
    const keptMs = Math.max(slate.validUntilMs - this.clock.nowMs(), 0) + KEPT_AFTER_END_MS;
    return redisWrite({ name: 'publish', keys: [this.keys.board(slate)], args: [this.keptSlates, keptMs, 'slate', JSON.stringify(slate)] });
  }

  clear(booth: BoothAddress): StateWrite {
    return redisWrite({ name: 'silence', keys: [this.keys.board(booth)], args: [] });
  }

  watch(booth: BoothAddress, afterVersion: string | null, signal: AbortSignal): AsyncIterable<BoardEntry> {
    const key = this.keys.board(booth);
    // "From now on" is decided now, not when the first slate is asked for.
    const after = afterVersion === null ? streamEnd(this.redis, key) : Promise.resolve(afterVersion);
    after.catch(() => undefined);
    return this.entriesAfter(key, after, signal);
  }

  private async *entriesAfter(key: string, after: Promise<string>, signal: AbortSignal): AsyncGenerator<BoardEntry> {
    for await (const { entries, trimmed } of followStream(this.redis, this.tail, key, await after, signal)) {
      for (const entry of (trimmed ? entries.slice(-1) : entries).map(toBoardEntry)) {
        if (this.clock.nowMs() < entry.slate.validUntilMs) yield entry;
      }
    }
  }
}

function toBoardEntry({ id, fields }: StreamEntry): BoardEntry {
  return { version: id, slate: JSON.parse(fields['slate'] ?? '') as OfferDecided };
}
