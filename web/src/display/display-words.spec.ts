import { describe, expect, it } from 'vitest';
import { discountText, displayLanguage } from './display-words.js';

describe('the words of the display', () => {
  it('follow the first wanted language that it speaks', () => {
    expect(displayLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(displayLanguage(['fr'])).toBe('en');
  });

  it('write a discount the way the language does', () => {
    expect(discountText(30, 'en')).toBe('−30%');
    expect(discountText(30, 'de')).toBe('−30\u202f%');
  });

  it('round a discount to whole percents', () => {
    expect(discountText(33.4, 'en')).toBe('−33%');
  });
});
