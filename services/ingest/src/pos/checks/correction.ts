import { VitrineError } from '@vitrine/contracts';
import { transactionId } from '../receipt.js';
import type { ReceiptCheck } from './receipt-check.js';

/** A void names the transaction it takes back, a return may, a sale does not; none takes back itself or another chain's. */
export const correctionFault: ReceiptCheck = (receipt, { chainId }) => {
  const { kind, corrects } = receipt;
  if (corrects === null) return kind === 'VOID' ? fault('a void names the transaction it takes back') : null;
  if (kind === 'SALE') return fault('a sale takes nothing back');
  if (corrects.split(':').length !== 5 || !corrects.startsWith(`${chainId}:`)) return fault('this is not the id of a transaction of this chain');
  return corrects === transactionId(receipt, chainId) ? fault('a transaction cannot take back itself') : null;
};

function fault(detail: string): VitrineError {
  return new VitrineError('invalid_field', detail, { field: 'corrects' });
}
