import { futureFault } from '../../intake/time.js';
import type { ReceiptCheck } from './receipt-check.js';

/** A sale has happened, as far as clocks agree. */
export const occurrenceFault: ReceiptCheck = ({ occurredAt }, { nowMs, clockSkewMs }) => futureFault('occurredAt', occurredAt, nowMs, clockSkewMs);
