import { describe, expect, it } from 'vitest';
import { fitWithin } from './photo.js';

describe('the size of a photo that is sent', () => {
  it('keeps the shape and brings the longest side down to the limit', () => {
    expect(fitWithin(4000, 3000, 1280)).toEqual({ width: 1280, height: 960 });
    expect(fitWithin(1000, 4000, 1280)).toEqual({ width: 320, height: 1280 });
  });

  it('never enlarges, and never makes a side vanish', () => {
    expect(fitWithin(640, 480, 1280)).toEqual({ width: 640, height: 480 });
    expect(fitWithin(20_000, 2, 1280)).toEqual({ width: 1280, height: 1 });
  });
});
