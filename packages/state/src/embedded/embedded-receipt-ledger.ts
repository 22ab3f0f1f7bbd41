import type { EventId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { ReceiptLedger, type LedgerEntry } from '../receipt-ledger.js';
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

  async reserve(receipt: EventId, contentSha256: string): Promise<LedgerEntry | null> {
    const key = keys.receiptReserved(receipt);
    return this.database.update((view) => {
      const held = this.expiring.get(view, key);
      if (held === null) this.expiring.put(view, key, { contentSha256 } satisfies LedgerEntry, this.clock.nowMs() + this.keptMs);
      return held;
    });
  }

  async applied(receipts: readonly EventId[]): Promise<ReadonlySet<EventId>> {
    return new Set(receipts.filter((receipt) => this.expiring.get(this.database, keys.receiptApplied(receipt)) !== null));
  }

  markApplied(receipt: EventId): StateWrite {
    return embeddedWrite((view) => this.expiring.put(view, keys.receiptApplied(receipt), true, this.clock.nowMs() + this.keptMs));
  }
}
