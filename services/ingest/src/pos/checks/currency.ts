import { VitrineError } from '@vitrine/contracts';
import type { ReceiptCheck } from './receipt-check.js';

/** Amounts are in the store's currency. */
export const currencyFault: ReceiptCheck = ({ currency }, { store }) =>
  currency === store.currency ? null : new VitrineError('wrong_currency', `store ${store.storeId} sells in ${store.currency}`, { field: 'currency', expected: store.currency });
