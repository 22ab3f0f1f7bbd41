import type { Answer } from '../api/answer.js';
import type { CloseStream, StreamListener } from '../api/event-stream.js';
import type { Slate } from '../api/slates.js';
import type { DisplayEvent } from './display-state.js';

const POLL_MS = 4000;

/** Where a feed gets its slates. */
export interface SlateSource {
  poll(etag: string | null): Promise<Answer<{ readonly slate: Slate; readonly etag: string | null } | null>>;
  open(listener: StreamListener): CloseStream;
  /** The platform's time. */
  nowMs(): number;
}

/**
 * Brings slates to a display: pushed where the stream is up, polled while it is not. The first poll runs beside the opening
 * stream, so that something is on screen at once.
 */
export class SlateFeed {
  private etag: string | null = null;
  private streaming = false;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly close: CloseStream;

  constructor(private readonly source: SlateSource, private readonly emit: (event: DisplayEvent) => void) {
    this.close = source.open({
      opened: () => this.streamOpened(),
      lost: () => this.streamLost(),
      on: { slate: (data) => this.streamBrought(data) },
    });
    void this.poll();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.close();
  }

  private streamOpened(): void {
    this.streaming = true;
    clearTimeout(this.timer);
    this.emit({ kind: 'link', link: 'live' });
  }

  private streamLost(): void {
    if (!this.streaming) return;
    this.streaming = false;
    void this.poll();
  }

  private streamBrought(data: string): void {
    const slate = parseSlate(data);
    if (slate !== null) this.emit({ kind: 'slate', slate, atMs: this.source.nowMs() });
  }

  private async poll(): Promise<void> {
    const answer = await this.source.poll(this.etag);
    if (this.stopped) return;
    if (answer.ok && answer.value !== null) {
      this.etag = answer.value.etag;
      this.emit({ kind: 'slate', slate: answer.value.slate, atMs: this.source.nowMs() });
    }
    if (this.streaming) return;
    this.emit({ kind: 'link', link: answer.ok ? 'polling' : 'offline' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.poll(), POLL_MS);
  }
}

/** A display outlives a garbled message: null, and the next one counts. */
function parseSlate(data: string): Slate | null {
  try {
    const slate = JSON.parse(data) as Slate;
    return Array.isArray(slate.offers) ? slate : null;
  } catch {
    return null;
  }
}
