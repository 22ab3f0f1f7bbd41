import type { EventId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { ReceiptLedger } from '../receipt-ledger.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import type { ExpiringRecords } from './expiring-records.js';
import { keys } from './keys.js';

export class EmbeddedReceiptLedger extends ReceiptLedger {
  constructor(
    private readonly database: EmbeddedDatabase, private readonly expiring: ExpiringRecords,
    private readonly clock: Clock, private readonly keptMs: number,
  ) {
    super();
  }

  async reserve(contents: ReadonlyMap<EventId, string>): Promise<ReadonlyMap<EventId, string>> {
    const untilMs = this.clock.nowMs() + this.keptMs;
    return this.database.update((view) => new Map(Array.from(contents, ([receipt, sha256]) => {
      const key = keys.receiptReserved(receipt);
      const held = this.expiring.get(view, key);
      if (held === null) this.expiring.put(view, key, { contentSha256: sha256 }, untilMs);
      return [receipt, held?.contentSha256 ?? sha256];
    })));
  }

  async applied(receipts: readonly EventId[]): Promise<ReadonlySet<EventId>> {
    return new Set(receipts.filter((receipt) => this.expiring.get(this.database, keys.receiptApplied(receipt)) !== null));
  }

  markApplied(receipt: EventId): StateWrite {
    return embeddedWrite((view) => this.expiring.put(view, keys.receiptApplied(receipt), true, this.clock.nowMs() + this.keptMs));
  }
}
