import { setTimeout as delay } from 'node:timers/promises';
import { isRetriable } from '@vitrine/contracts';
import type { RedisConnection } from './redis-connection.js';
import { compareStreamIds, isStreamId, STREAM_START } from './stream-id.js';
import type { StreamTail } from './stream-tail.js';

const RETRY_MS = 200;
const CHUNK = 500;

export interface StreamEntry {
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface StreamNews {
  /** In order. */
  readonly entries: readonly StreamEntry[];
  /** True: some between the last entry known and these are gone, or the stream does not know that entry. */
  readonly trimmed: boolean;
}

/** What a stream got after entry `afterId`, as it comes, until aborted. An outage of Redis only delays it. */
export async function* followStream(redis: RedisConnection, tail: StreamTail, key: string, afterId: string, signal: AbortSignal): AsyncGenerator<StreamNews> {
  let last = afterId;
  let checked = false;
  while (!signal.aborted && !tail.closed) {
    try {
      const news = checked ? await readAfter(redis, key, last) : await readIfUnknown(redis, key, last);
      checked = true;
      if (news === null) {
        await tail.beyond(key, last, signal);
      } else {
        last = news.last;
        yield news;
      }
    } catch (error) {
      if (!isRetriable(error)) throw error;
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Id of the last entry the stream ever got, also when it is gone; `STREAM_START` when there was none. */
export async function streamEnd(redis: RedisConnection, key: string): Promise<string> {
  return (await streamFacts(redis, key)).lastId;
}

export function toEntry([id, flat]: readonly [id: string, fields: readonly string[]]): StreamEntry {
  const fields: Record<string, string> = {};
  for (let index = 0; index + 1 < flat.length; index += 2) fields[flat[index] ?? ''] = flat[index + 1] ?? '';
  return { id, fields };
}

/** Null: nothing new, or nothing wrong with the id that is to be followed. */
type Found = (StreamNews & { readonly last: string }) | null;

/** An id that is none of this stream's, as after the loss of its data: only the newest entry is told. */
async function readIfUnknown(redis: RedisConnection, key: string, afterId: string): Promise<Found> {
  const { lastId } = await streamFacts(redis, key);
  if (isStreamId(afterId) && compareStreamIds(afterId, lastId) <= 0) return readAfter(redis, key, afterId);
  const newest = await redis.run((connection) => connection.xrevrange(key, lastId, '-', 'COUNT', 1));
  return { entries: newest.map(toEntry), trimmed: true, last: lastId };
}

async function readAfter(redis: RedisConnection, key: string, last: string): Promise<Found> {
  const entries = (await redis.run((connection) => connection.xrange(key, `(${last}`, '+', 'COUNT', CHUNK))).map(toEntry);
  const newest = entries.at(-1);
  if (newest === undefined) return null;
  // Asked afterwards: what is trimmed in between counts as a gap that was none, never the other way round.
  const { lastGone } = await streamFacts(redis, key);
  return { entries, trimmed: compareStreamIds(lastGone, last) > 0, last: newest.id };
}

async function streamFacts(redis: RedisConnection, key: string): Promise<{ readonly lastId: string; readonly lastGone: string }> {
  const facts = await redis.run(async (connection) => {
    try {
      return await connection.xinfo('STREAM', key) as readonly unknown[];
    } catch (error) {
      if (error instanceof Error && error.message.includes('no such key')) return [];
      throw error;
    }
  });
  const fact = (name: string): string => facts.includes(name) ? String(facts[facts.indexOf(name) + 1]) : STREAM_START;
  return { lastId: fact('last-generated-id'), lastGone: fact('max-deleted-entry-id') };
}
