import { VitrineError } from '@vitrine/contracts';
import type { ReceiptLine } from '../receipt.js';
import type { ReceiptCheck } from './receipt-check.js';

const MILLI = 1000;

/**
 * No line is discounted below nothing, and lines less discounts give the total. Where goods are weighed, tills round each line their own way,
 * so such a line may be one minor unit off.
 */
export const amountsFault: ReceiptCheck = ({ lines, totalMinor }) => {
  let sumMinor = 0;
  let toleranceMinor = 0;
  for (const [index, line] of lines.entries()) {
    const lineMinor = grossMinor(line);
    if (!Number.isSafeInteger(line.quantityMilli * line.unitPriceMinor)) return fault(`lines[${index}].unitPriceMinor`, 'the amount of the line is out of range');
    if (line.discountMinor > lineMinor + roundingMinor(line)) return fault(`lines[${index}].discountMinor`, `the discount exceeds the line’s ${lineMinor}`);
    sumMinor += lineMinor - line.discountMinor;
    toleranceMinor += roundingMinor(line);
  }
  if (Math.abs(sumMinor - totalMinor) <= toleranceMinor) return null;
  return fault('totalMinor', `the lines add up to ${sumMinor}${toleranceMinor === 0 ? '' : ` (give or take ${toleranceMinor})`}`);
};

function grossMinor({ quantityMilli, unitPriceMinor }: ReceiptLine): number {
  return Math.round((quantityMilli * unitPriceMinor) / MILLI);
}

function roundingMinor({ quantityMilli }: ReceiptLine): number {
  return quantityMilli % MILLI === 0 ? 0 : 1;
}

function fault(field: string, detail: string): VitrineError {
  return new VitrineError('invalid_money', detail, { field });
}
