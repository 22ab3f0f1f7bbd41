import { describe, expect, it } from 'vitest';
import { amountsFault } from './amounts.js';
import { aLine, aReceipt, SURROUNDINGS } from './receipts.fixture.js';

const fault = (over: Parameters<typeof aReceipt>[0]) => {
  const found = amountsFault(aReceipt(over), SURROUNDINGS);
  return found === null ? null : [found.code, found.details.field];
};

describe('amounts of a receipt', () => {
  it('agree when pieces less discounts give the total', () => {
    expect(fault({ lines: [aLine(), aLine({ quantityMilli: 1000, unitPriceMinor: 99, discountMinor: 9 })], totalMinor: 390 })).toBeNull();
  });

  it('are wrong by a single minor unit where all goods are pieces', () => {
    expect(fault({ totalMinor: 301 })).toEqual(['invalid_money', 'totalMinor']);
  });

  it('may be off by one minor unit for each weighed line, and no more', () => {
    const lines = [aLine({ quantityMilli: 333, unitPriceMinor: 100 }), aLine({ quantityMilli: 335, unitPriceMinor: 101 })];
    expect([65, 69].map((totalMinor) => fault({ lines, totalMinor }))).toEqual([null, null]);
    expect([64, 70].map((totalMinor) => fault({ lines, totalMinor }))).toEqual([['invalid_money', 'totalMinor'], ['invalid_money', 'totalMinor']]);
  });

  it('may give a line away, but not pay for taking it', () => {
    expect(fault({ lines: [aLine({ discountMinor: 300 })], totalMinor: 0 })).toBeNull();
    expect(fault({ lines: [aLine(), aLine({ discountMinor: 301 })], totalMinor: 300 })).toEqual(['invalid_money', 'lines[1].discountMinor']);
  });

  it('are refused where a line is beyond exact arithmetic', () => {
    expect(fault({ lines: [aLine({ quantityMilli: 2 ** 40, unitPriceMinor: 2 ** 40 })] })).toEqual(['invalid_money', 'lines[0].unitPriceMinor']);
  });
});
