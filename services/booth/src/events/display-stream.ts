import type { BoardEntry } from '@vitrine/state';
import type { Language } from '../offers/language.js';
import type { Slates } from '../offers/slates.js';
import type { SseStream } from '../sse/sse-stream.js';
import type { Follower } from './booth-watch.js';

/** One display on a stream: it gets each slate once, and only the newest when it is slower than they come. */
export class DisplayStream implements Follower {
  private newest: BoardEntry | null = null;
  private sending = false;

  /** @param shown version that the display shows already; null for none, undefined where it shows nothing yet */
  constructor(private readonly stream: SseStream, private readonly slates: Slates, private readonly language: Language, private shown: string | null | undefined) {}

  show(entry: BoardEntry | null): void {
    this.newest = entry;
    if (!this.sending) void this.catchUp();
  }

  beat(): void {
    this.stream.beat();
  }

  private async catchUp(): Promise<void> {
    this.sending = true;
    try {
      while (!this.stream.closed.aborted && versionOf(this.newest) !== this.shown) {
        const entry = this.newest;
        const data = await this.slates.view(entry, this.language);
        this.shown = versionOf(entry);
        await this.stream.send({ event: 'slate', data, ...(entry === null ? {} : { id: entry.version }) });
      }
    } catch {
      // The products cannot be read now: the display comes again, with the version that it shows.
      this.stream.end();
    } finally {
      this.sending = false;
    }
  }
}

function versionOf(entry: BoardEntry | null): string | null {
  return entry?.version ?? null;
}
