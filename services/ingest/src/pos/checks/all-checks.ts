import type { VitrineError } from '@vitrine/contracts';
import type { Receipt } from '../receipt.js';
import { amountsFault } from './amounts.js';
import { businessDayFault } from './business-day.js';
import { correctionFault } from './correction.js';
import { currencyFault } from './currency.js';
import { knownMemberFault } from './known-member.js';
import { knownProductsFault } from './known-products.js';
import { occurrenceFault } from './occurrence.js';
import type { ReceiptCheck, ReceiptSurroundings } from './receipt-check.js';

/** In the order in which a till would want to know. */
const CHECKS: readonly ReceiptCheck[] = [currencyFault, occurrenceFault, businessDayFault, correctionFault, knownProductsFault, amountsFault, knownMemberFault];

/** The first fault of a receipt, or null. */
export function receiptFault(receipt: Receipt, surroundings: ReceiptSurroundings): VitrineError | null {
  for (const check of CHECKS) {
    const fault = check(receipt, surroundings);
    if (fault !== null) return fault;
  }
  return null;
}
