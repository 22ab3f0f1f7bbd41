import type { EventId } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/**
 * Receipts seen. Ingest reserves the number to answer retries the same way and to catch conflicts;
 * reco-workers mark a receipt applied in the step that applies it, which makes applying exact.
 */
export abstract class ReceiptLedger {
  /**
   * Reserves each number for its content at once, unless it was reserved before.
   * @param contents SHA-256 (hex) of each receipt's content
   * @returns the content that holds each number: the one given, or something else where another came first
   */
  abstract reserve(contents: ReadonlyMap<EventId, string>): Promise<ReadonlyMap<EventId, string>>;
  /** Which of these receipts were applied. */
  abstract applied(receipts: readonly EventId[]): Promise<ReadonlySet<EventId>>;
  /** Write that marks a receipt applied. */
  abstract markApplied(receipt: EventId): StateWrite;
}
