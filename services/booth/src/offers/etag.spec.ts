import { describe, expect, it } from 'vitest';
import { namesTag, slateTag } from './etag.js';

describe('the tag of a slate', () => {
  it('differs by version and by language', () => {
    expect(new Set([slateTag('1', 'en'), slateTag('2', 'en'), slateTag('1', 'de'), slateTag(null, 'en')]).size).toBe(4);
  });

  it('is found among several, weak or strong, and by the star', () => {
    const tag = slateTag('7', 'en');
    expect([`"x", ${tag}`, `W/${tag}`, '*'].map((header) => namesTag(header, tag))).toEqual([true, true, true]);
    expect([undefined, '', '"7"', slateTag('7', 'de')].map((header) => namesTag(header, tag))).toEqual([false, false, false, false]);
  });
});
