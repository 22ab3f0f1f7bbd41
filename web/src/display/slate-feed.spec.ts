import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../api/answer.js';
import type { StreamListener } from '../api/event-stream.js';
import type { Slate } from '../api/slates.js';
import type { DisplayEvent } from './display-state.js';
import { SlateFeed, type SlateSource } from './slate-feed.js';

const EMPTY: Slate = { slateId: null, sessionId: null, audience: 'ANONYMOUS', decidedAt: null, validUntil: null, offers: [] };
const DOWN: Answer<never> = { ok: false, problem: { title: 'down', detail: '', status: 0, code: 'unreachable' } };

class FakeSource implements SlateSource {
  answer: Answer<{ slate: Slate; etag: string } | null> = { ok: true, value: { slate: EMPTY, etag: '"1"' } };
  readonly etags: (string | null)[] = [];
  listener!: StreamListener;
  closed = false;

  poll(etag: string | null) {
    this.etags.push(etag);
    return Promise.resolve(this.answer);
  }

  nowMs() {
    return 7;
  }

  open(listener: StreamListener) {
    this.listener = listener;
    return () => {
      this.closed = true;
    };
  }
}

describe('a slate feed', () => {
  let source: FakeSource;
  let events: DisplayEvent[];
  let feed: SlateFeed;

  beforeEach(async () => {
    vi.useFakeTimers();
    source = new FakeSource();
    events = [];
    feed = new SlateFeed(source, (event) => events.push(event));
    await vi.advanceTimersByTimeAsync(0);
  });
  afterEach(() => {
    feed.stop();
    vi.useRealTimers();
  });

  it('polls with the ETag of the last answer until the stream is up', async () => {
    source.answer = { ok: true, value: null };
    await vi.advanceTimersByTimeAsync(4000);
    source.listener.opened();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(source.etags).toEqual([null, '"1"']);
    expect(events.at(-1)).toEqual({ kind: 'link', link: 'live' });
  });

  it('brings what the stream brings and lives through a garbled message', () => {
    source.listener.opened();
    source.listener.on.slate?.('{ not json');
    source.listener.on.slate?.(JSON.stringify({ ...EMPTY, slateId: 'a' }));
    expect(events.at(-1)).toEqual({ kind: 'slate', slate: { ...EMPTY, slateId: 'a' }, atMs: 7 });
  });

  it('falls back to polling when the stream is lost, and says when that fails too', async () => {
    source.listener.opened();
    source.listener.lost();
    await vi.advanceTimersByTimeAsync(0);
    expect(events.at(-1)).toEqual({ kind: 'link', link: 'polling' });
    source.answer = DOWN;
    await vi.advanceTimersByTimeAsync(4000);
    expect(events.at(-1)).toEqual({ kind: 'link', link: 'offline' });
    source.listener.opened();
    expect(events.at(-1)).toEqual({ kind: 'link', link: 'live' });
  });

  it('is silent once stopped', async () => {
    feed.stop();
    const told = events.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(source.closed).toBe(true);
    expect(events).toHaveLength(told);
  });
});
