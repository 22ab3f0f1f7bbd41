import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { compareStreamIds, STREAM_START } from './stream-id.js';

const BLOCK_MS = 10_000;
const RETRY_MS = 200;
const WAKE_KEPT_SECONDS = 3_600;

interface Wait {
  readonly key: string;
  readonly afterId: string;
  readonly resolve: () => void;
}

type StreamReply = readonly (readonly [key: string, entries: readonly (readonly [id: string, fields: readonly string[]])[]])[] | null;

/**
 * Waits for new entries of any number of streams on one blocking connection.
 * A stream of its own is read along: adding to it makes the blocked read return, so that a new wait joins the next one.
 */
export class StreamTail {
  private readonly waits = new Set<Wait>();
  private readonly closing = new AbortController();
  private readonly finished: Promise<void>;
  private wakeId = STREAM_START;
  private waking = false;
  private waitsAdded = 0;
  /** How many of the waits added the read in progress knows of. */
  private waitsRead = 0;
  private unpark: (() => void) | null = null;

  private constructor(private readonly redis: RedisConnection, private readonly blocking: RedisConnection, private readonly wakeKey: string) {
    this.finished = this.read();
  }

  static async open(redis: RedisConnection, keys: RedisKeys): Promise<StreamTail> {
    const blocking = await redis.openBlocking(BLOCK_MS);
    return new StreamTail(redis, blocking, keys.wake(randomUUID()));
  }

  /** Resolves when the stream may have an entry after `afterId`, or on abort; now and then for no reason, so look. */
  async beyond(key: string, afterId: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.closed) return;
    let wait: Wait | undefined;
    const aborted = (): void => { this.release((other) => other === wait); };
    signal.addEventListener('abort', aborted);
    await new Promise<void>((resolve) => {
      wait = { key, afterId, resolve };
      this.waits.add(wait);
      this.waitsAdded += 1;
      this.wake();
    });
    signal.removeEventListener('abort', aborted);
  }

  /** True once closed: nothing will come any more. */
  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.release(() => true);
    this.unpark?.();
    this.blocking.disconnect();
    await this.finished;
  }

  private async read(): Promise<void> {
    while (!this.closed) {
      if (this.waits.size > 0) await this.readOnce();
      else await this.park();
    }
  }

  private async park(): Promise<void> {
    await new Promise<void>((resolve) => { this.unpark = resolve; });
    this.unpark = null;
  }

  private async readOnce(): Promise<void> {
    this.waitsRead = this.waitsAdded;
    const lowest = new Map([[this.wakeKey, this.wakeId]]);
    for (const { key, afterId } of this.waits) {
      const known = lowest.get(key);
      if (known === undefined || compareStreamIds(afterId, known) < 0) lowest.set(key, afterId);
    }
    try {
      const reply = await this.blocking.run((redis) => redis.xread('COUNT', 1, 'BLOCK', BLOCK_MS, 'STREAMS', ...lowest.keys(), ...lowest.values())) as StreamReply;
      for (const [key, entries] of reply ?? []) this.arrived(key, entries[0]?.[0] ?? STREAM_START);
    } catch {
      // Whoever waits looks for itself and finds out what is wrong; this reader only tries again.
      this.release(() => true);
      await delay(RETRY_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  private arrived(key: string, id: string): void {
    if (key === this.wakeKey) this.wakeId = id;
    else this.release((wait) => wait.key === key && compareStreamIds(wait.afterId, id) < 0);
  }

  private release(which: (wait: Wait) => boolean): void {
    for (const wait of this.waits) {
      if (!which(wait)) continue;
      this.waits.delete(wait);
      wait.resolve();
    }
  }

  private wake(): void {
    if (this.unpark !== null) {
      this.unpark();
      return;
    }
    if (this.waking || this.waitsRead === this.waitsAdded) return;
    this.waking = true;
    void this.addToWakeStream();
  }

  private async addToWakeStream(): Promise<void> {
    try {
      await this.redis.pipeline((commands) => { commands.xadd(this.wakeKey, 'MAXLEN', 1, '*', 'wake', '1').expire(this.wakeKey, WAKE_KEPT_SECONDS); });
      this.waking = false;
      this.wake();
    } catch {
      // Redis is away: the blocked read ends by itself, at the latest after its time.
      this.waking = false;
    }
  }
}
