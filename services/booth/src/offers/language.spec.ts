import { describe, expect, it } from 'vitest';
import { wantedLanguage } from './language.js';

describe('the language of the screen', () => {
  it.each([
    [undefined, 'en'], ['', 'en'], ['de', 'de'], ['de-CH, en;q=0.8', 'de'], ['fr, en;q=0.4, de;q=0.7', 'de'], ['de;q=0, en;q=0.1', 'en'], ['fr-CH, *;q=0.5', 'en'], ['DE-AT', 'de'],
  ])('for %o is %s', (header, language) => {
    expect(wantedLanguage(header)).toBe(language);
  });
});
