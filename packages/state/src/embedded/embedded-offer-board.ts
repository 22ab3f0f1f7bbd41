import type { OfferDecided } from '@vitrine/contracts';
import { OfferBoard, type BoardEntry, type BoothAddress } from '../offer-board.js';
import type { StateWrite } from '../state-store.js';
import type { BoundedHistory } from './bounded-history.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import type { Expiring, ExpiringRecords } from './expiring-records.js';
import { keys } from './keys.js';
import type { RecordKey } from './record-key.js';
import { readJson } from './records.js';
import type { NewsOf, WakeUps } from './wake-ups.js';

/** One history a booth; its newest entry is the slate. */
export class EmbeddedOfferBoard extends OfferBoard {
  constructor(
    private readonly database: EmbeddedDatabase, private readonly history: BoundedHistory<Expiring<OfferDecided>>,
    private readonly expiring: ExpiringRecords, private readonly wakeUps: WakeUps,
  ) {
    super();
  }

  async current(booth: BoothAddress, nowMs: number): Promise<BoardEntry | null> {
    const prefix = keys.board(booth);
    const version = this.history.newest(this.database, prefix);
    // Whether it is still valid is asked of the caller's clock, so the record is read past the store's.
    const held = readJson(this.database, keys.boardEntry(booth, version));
    return held !== null && nowMs < held.value.validUntilMs ? { version, slate: held.value } : null;
  }

  show(slate: OfferDecided): StateWrite {
    const prefix = keys.board(slate);
    return embeddedWrite((view) => {
      this.history.append(view, prefix, (key) => this.expiring.put(view, key, slate, slate.validUntilMs));
      view.whenCommitted(() => this.wakeUps.wake(subject(prefix)));
    });
  }

  clear(booth: BoothAddress): StateWrite {
    return embeddedWrite((view) => this.history.clear(view, keys.board(booth), (key) => this.expiring.remove(view, key)));
  }

  watch(booth: BoothAddress, afterVersion: string | null, signal: AbortSignal): AsyncIterable<BoardEntry> {
    const prefix = keys.board(booth);
    const news = this.wakeUps.listen(subject(prefix), signal);
    return this.entriesAfter(booth, afterVersion ?? this.history.newest(this.database, prefix), news);
  }

  private async *entriesAfter(booth: BoothAddress, version: string, news: NewsOf): AsyncGenerator<BoardEntry> {
    let behind = version;
    try {
      while (!news.ended) {
        const entry = this.entryAfter(booth, behind);
        if (entry === null) {
          if (!(await news.next())) return;
          continue;
        }
        behind = entry.version;
        yield entry;
      }
    } finally {
      news.end();
    }
  }

  /** The first valid entry behind the version; the newest one where some may be missing in between. */
  private entryAfter(booth: BoothAddress, version: string): BoardEntry | null {
    const prefix = keys.board(booth);
    const complete = this.history.isComplete(this.database, prefix, version);
    const bounds = complete ? { after: version } : {};
    let newest: BoardEntry | null = null;
    for (const key of this.database.keys(prefix, bounds)) {
      const newer = String(key.at(-1));
      const slate = this.expiring.get(this.database, keys.boardEntry(booth, newer));
      if (slate === null) continue;
      newest = { version: newer, slate };
      if (complete) return newest;
    }
    return newest;
  }
}

function subject(prefix: RecordKey): string {
  return prefix.join('/');
}
