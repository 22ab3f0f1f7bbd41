import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePicture } from './decode.js';

const half = async (orientation: number): Promise<Buffer> => {
  const white = await sharp({ create: { width: 16, height: 32, channels: 3, background: '#fff' } }).png().toBuffer();
  return sharp({ create: { width: 32, height: 32, channels: 3, background: '#000' } }).composite([{ input: white, left: 0, top: 0 }]).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
};
const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 4, background: '#123456' } });

describe('decoding', () => {
  it('gives RGB, upright by the EXIF orientation', async () => {
    const left = await decodePicture(await half(1), ['jpeg']);
    const turned = await decodePicture(await half(6), ['jpeg']);
    const at = (decoded: typeof left, x: number, y: number): number => (decoded.kind === 'picture' ? (decoded.picture.rgb[(y * 32 + x) * 3] ?? -1) : -1);
    expect(at(left, 4, 28)).toBeGreaterThan(240);
    expect(at(left, 28, 4)).toBeLessThan(15);
    expect(at(turned, 28, 4)).toBeGreaterThan(240);
    expect(at(turned, 4, 28)).toBeLessThan(15);
  });

  it('shrinks a long side, and keeps small pictures as they are', async () => {
    const limits = { maxPixels: 1e6, maxSide: 100 };
    expect(await decodePicture(await plain(400, 200).jpeg().toBuffer(), ['jpeg'], limits)).toMatchObject({ kind: 'picture', picture: { width: 100, height: 50 } });
    expect(await decodePicture(await plain(40, 20).jpeg().toBuffer(), ['jpeg'], limits)).toMatchObject({ picture: { width: 40, height: 20 } });
  });

  it('takes only the formats asked for, greyscale and transparency included', async () => {
    const png = await plain(10, 10).png().toBuffer();
    const grey = await plain(10, 10).greyscale().jpeg().toBuffer();
    expect(await decodePicture(png, ['jpeg'])).toEqual({ kind: 'fault', fault: 'not_an_image' });
    expect(await decodePicture(png, ['jpeg', 'png'])).toMatchObject({ kind: 'picture' });
    expect(await decodePicture(grey, ['jpeg'])).toMatchObject({ kind: 'picture', picture: { rgb: { length: 300 } } });
    expect(await decodePicture(await plain(10, 10).webp().toBuffer(), ['webp'])).toMatchObject({ kind: 'picture' });
  });

  it('refuses what is no picture, is cut short or has too many pixels', async () => {
    const noise = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, i) => (i * 7919) % 256));
    const jpeg = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } }).jpeg().toBuffer();
    expect(await decodePicture(Buffer.from('hello'), ['jpeg'])).toEqual({ kind: 'fault', fault: 'not_an_image' });
    expect(await decodePicture(Buffer.alloc(0), ['jpeg'])).toEqual({ kind: 'fault', fault: 'not_an_image' });
    expect(await decodePicture(jpeg.subarray(0, jpeg.length / 2), ['jpeg'])).toEqual({ kind: 'fault', fault: 'not_an_image' });
    expect(await decodePicture(jpeg, ['jpeg'], { maxPixels: 39_999, maxSide: 1600 })).toEqual({ kind: 'fault', fault: 'image_too_large' });
  });
});
