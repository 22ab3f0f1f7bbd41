import { describe, expect, it } from 'vitest';
import { jpegFault } from './jpeg-check.js';
import { aPicture } from './pictures.fixture.js';

const LIMIT = 320 * 240;
const code = async (bytes: Buffer) => (await jpegFault(bytes, LIMIT, 'body'))?.code ?? null;

describe('the cheap check of a JPEG', () => {
  it('passes a whole one of the largest size, also with padding behind it', async () => {
    const jpeg = await aPicture();
    expect([await code(jpeg), await code(Buffer.concat([jpeg, Buffer.alloc(16)]))]).toEqual([null, null]);
  });

  it('finds one that was cut off anywhere', async () => {
    const jpeg = await aPicture();
    expect(await Promise.all([0.01, 0.5, 0.99].map((part) => code(jpeg.subarray(0, jpeg.length * part))))).toEqual(Array.from({ length: 3 }, () => 'not_an_image'));
  });

  it('finds other formats, text, nothing, and a start marker alone', async () => {
    const bodies = [await aPicture('png'), Buffer.from('hello'), Buffer.alloc(0), Buffer.from([0xff, 0xd8, 0xff, 0xd9])];
    expect(await Promise.all(bodies.map(code))).toEqual(bodies.map(() => 'not_an_image'));
  });

  it('counts pixels from the header', async () => {
    expect(await code(await aPicture('jpeg', 321, 240))).toBe('image_too_large');
  });
});
