import type { EventId } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/** How a receipt number was seen before. */
export interface LedgerEntry {
  /** SHA-256 (hex) of the receipt's content. */
  readonly contentSha256: string;
}

/**
 * Receipts seen. Ingest reserves the number to answer retries the same way and to catch conflicts;
 * reco-workers mark a receipt applied in the step that applies it, which makes applying exact.
 */
export abstract class ReceiptLedger {
  /** Reserves the number for this content at once, or tells the content it was reserved for before. */
  abstract reserve(receipt: EventId, contentSha256: string): Promise<LedgerEntry | null>;
  /** Which of these receipts were applied. */
  abstract applied(receipts: readonly EventId[]): Promise<ReadonlySet<EventId>>;
  /** Write that marks a receipt applied. */
  abstract markApplied(receipt: EventId): StateWrite;
}
