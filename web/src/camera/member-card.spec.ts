import { describe, expect, it } from 'vitest';
import { newCard, parseCard, withConsent, withoutConsent } from './member-card.js';

describe('the card that a browser keeps of its visitor', () => {
  const card = { ...withConsent(withConsent(newCard((prefix) => `${prefix}-1`), 'RECOGNITION', 'c1'), 'TASTE', 'c2'), enrolled: true };

  it('survives being kept', () => {
    expect(parseCard(JSON.stringify(card))).toEqual(card);
  });

  it('is missing where what was kept is damaged', () => {
    expect(['{', '{}', 'null', '{"memberId":1}'].map(parseCard)).toEqual([null, null, null, null]);
    expect(parseCard(null)).toBeNull();
  });

  it('says not enrolled once recognition is withdrawn, but stays enrolled without taste', () => {
    expect(withoutConsent(card, 'RECOGNITION')).toMatchObject({ enrolled: false, consents: { TASTE: 'c2' } });
    expect(withoutConsent(card, 'TASTE')).toMatchObject({ enrolled: true, consents: { RECOGNITION: 'c1' } });
  });
});
