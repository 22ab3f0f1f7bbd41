import { describe, expect, it } from 'vitest';
import { currencyFault } from './currency.js';
import { aReceipt, SURROUNDINGS } from './receipts.fixture.js';

describe('the currency of a receipt', () => {
  it('is the currency of its store', () => {
    expect(currencyFault(aReceipt(), SURROUNDINGS)).toBeNull();
    expect(currencyFault(aReceipt({ currency: 'CHF' }), SURROUNDINGS)).toMatchObject({ code: 'wrong_currency', details: { field: 'currency', expected: 'EUR' } });
  });
});
