import { setTimeout as delay } from 'node:timers/promises';
import { isRetriable } from '@vitrine/contracts';
import type { RedisConnection } from './redis-connection.js';
import { STREAM_START } from './stream-id.js';
import type { StreamTail } from './stream-tail.js';

const RETRY_MS = 200;
const CHUNK = 500;

export interface StreamEntry {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface StreamNews {
  /** In order, at least one. */
  readonly entries: readonly [StreamEntry, ...StreamEntry[]];
  /** True: some between the last entry known and these are gone. */
  readonly trimmed: boolean;
}

/** What a stream got after entry `afterId`, as it comes, until aborted. An outage of Redis only delays it. */
export async function* followStream(redis: RedisConnection, tail: StreamTail, key: string, afterId: string, signal: AbortSignal): AsyncGenerator<StreamNews> {
  let last = afterId;
  while (!signal.aborted && !tail.closed) {
    try {
      const news = await readAfter(redis, key, last);
      if (signal.aborted) return;
      if (news === null) {
        await tail.beyond(key, last, signal);
      } else {
        last = news.entries.at(-1)?.id ?? last;
        yield news;
      }
    } catch (error) {
      if (!isRetriable(error)) throw error;
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Id of the newest entry; `STREAM_START` when there is none. */
export async function newestId(redis: RedisConnection, key: string): Promise<string> {
  const newest = await redis.run((connection) => connection.xrevrange(key, '+', '-', 'COUNT', 1));
  return newest[0]?.[0] ?? STREAM_START;
}

export function toEntry([id, flat]: readonly [id: string, fields: readonly string[]]): StreamEntry {
  const fields: Record<string, string> = {};
  for (let index = 0; index + 1 < flat.length; index += 2) fields[flat[index] ?? ''] = flat[index + 1] ?? '';
  return { id, fields };
}

/** Reads from the last known entry on: where it is not there any more, neither are perhaps some after it. */
async function readAfter(redis: RedisConnection, key: string, last: string): Promise<StreamNews | null> {
  const held = await redis.run((connection) => connection.xrange(key, last, '+', 'COUNT', CHUNK));
  const known = held[0]?.[0] === last;
  const [first, ...rest] = (known ? held.slice(1) : held).map(toEntry);
  if (first === undefined) return null;
  const trimmed = !known && (last !== STREAM_START || await everTrimmed(redis, key));
  return { entries: [first, ...rest], trimmed };
}

async function everTrimmed(redis: RedisConnection, key: string): Promise<boolean> {
  const information = await redis.run((connection) => connection.xinfo('STREAM', key)) as readonly unknown[];
  const figure = (name: string): number => Number(information[information.indexOf(name) + 1]);
  return figure('entries-added') > figure('length');
}
