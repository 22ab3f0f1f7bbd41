import { describe, expect, it } from 'vitest';
import type { Slate, SlateOffer } from '../api/slates.js';
import { changeText, slateChanges } from './slate-changes.js';

const anOffer = (sku: string, rank: number): SlateOffer => ({
  rank, sku, promotionId: sku, title: sku, category: '', brand: null, discountPercent: 10, reason: 'OTHER', reasonText: '', novel: false,
});
const aSlate = (...skus: readonly string[]): Slate => ({
  slateId: skus.join(''), sessionId: 's', audience: 'MEMBER', decidedAt: null, validUntil: null, offers: skus.map((sku, index) => anOffer(sku, index + 1)),
});

describe('the changes of a slate', () => {
  it('tell what rose, fell, stayed and came', () => {
    const changes = slateChanges(aSlate('a', 'b', 'c'), aSlate('c', 'b', 'a', 'd'));
    expect(changes.map(changeText)).toEqual(['up 2', '', 'down 2', 'new here']);
  });

  it('tell nothing of a first slate', () => {
    expect(slateChanges(null, aSlate('a')).map(changeText)).toEqual(['']);
  });
});
