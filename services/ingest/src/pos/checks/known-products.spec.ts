import type { Sku } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { knownProductsFault } from './known-products.js';
import { aLine, aReceipt, SURROUNDINGS } from './receipts.fixture.js';

describe('the products of a receipt', () => {
  it('are all known, or the first unknown line is named', () => {
    expect(knownProductsFault(aReceipt(), SURROUNDINGS)).toBeNull();
    const fault = knownProductsFault(aReceipt({ lines: [aLine(), aLine({ sku: 'moon' as Sku })] }), SURROUNDINGS);
    expect(fault).toMatchObject({ code: 'unknown_product', details: { field: 'lines[1].sku', sku: 'moon' } });
  });
});
