import type { OfferReason } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './language.js';
import { reasonText } from './reason-text.js';

const REASONS: readonly OfferReason[] = [
  'BOUGHT_BEFORE', 'GOES_WITH_RECENT', 'LIKE_YOUR_TASTE', 'FAVOURITE_CATEGORY', 'POPULAR_HERE', 'DEEP_DISCOUNT', 'NEW_TO_YOU', 'OTHER',
];

describe('the reason of an offer', () => {
  it('is worded in every language, each in its own way', () => {
    for (const reason of REASONS) expect(new Set(LANGUAGES.map((language) => reasonText(reason, 'Bakery', language))).size).toBe(LANGUAGES.length);
  });

  it('never tells that somebody bought this very product', () => {
    for (const language of LANGUAGES) expect(reasonText('BOUGHT_BEFORE', 'Bakery', language)).toBe(reasonText('FAVOURITE_CATEGORY', 'Bakery', language));
  });
});
