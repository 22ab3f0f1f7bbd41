import { VitrineError } from '@vitrine/contracts';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { aPicture } from './pictures.fixture.js';
import { preparePhoto } from './photo.js';

const LIMIT = 12 * 2 ** 20;

describe('a photograph for the log', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('becomes a JPEG of the same size when it came as %s', async (format) => {
    const prepared = (await preparePhoto(await aPicture(format), LIMIT, 'photos[0]')) as Buffer;
    expect(await sharp(prepared).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 240 });
  });

  it('is turned upright, reduced, and freed of its metadata', async () => {
    const turned = await sharp(await aPicture('jpeg', 2000, 1000)).withMetadata({ orientation: 6 }).withExifMerge({ IFD3: { GPSLatitudeRef: 'N' } }).jpeg().toBuffer();
    const metadata = await sharp((await preparePhoto(turned, LIMIT, 'photos[0]')) as Buffer).metadata();
    expect(metadata).toMatchObject({ width: 512, height: 1024 });
    expect([metadata.exif, metadata.orientation]).toEqual([undefined, undefined]);
  });

  it('is refused when it is another format, cut off, or too large', async () => {
    const jpeg = await aPicture();
    const results = await Promise.all([
      preparePhoto(await aPicture('gif'), LIMIT, 'photos[0]'), preparePhoto(jpeg.subarray(0, jpeg.length / 2), LIMIT, 'photos[0]'), preparePhoto(jpeg, 1000, 'photos[0]'),
    ]);
    expect(results.map((result) => (result instanceof VitrineError ? result.code : 'accepted'))).toEqual(['not_an_image', 'not_an_image', 'image_too_large']);
  });
});
