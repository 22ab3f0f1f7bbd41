import { unknownProduct } from '../../intake/known-entities.js';
import type { ReceiptCheck } from './receipt-check.js';

/** Every line names a product that was announced. */
export const knownProductsFault: ReceiptCheck = ({ lines }, { knownProducts }) => {
  const index = lines.findIndex(({ sku }) => !knownProducts.has(sku));
  const line = lines[index];
  return line === undefined ? null : unknownProduct(line.sku, `lines[${index}].sku`);
};
