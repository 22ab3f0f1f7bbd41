import { VitrineError } from '@vitrine/contracts';
import sharp from 'sharp';
import { isRefused, type Checked } from '../intake/checked.js';
import { pictureSize, tooManyPixels } from './jpeg-check.js';

const FORMATS = new Set(['jpeg', 'png', 'webp']);
const LONGEST_SIDE = 1024;
const QUALITY = 90;

/**
 * Makes a photograph fit for the log: upright, at most 1,024 pixels a side, JPEG, without metadata such as where it was taken.
 * A face fills a good part of an enrolment photograph, so more pixels would not help.
 */
export async function preparePhoto(bytes: Buffer, limitPixels: number, field: string): Promise<Checked<Buffer>> {
  const size = await pictureSize(bytes);
  if (size === null || !FORMATS.has(size.format)) return new VitrineError('not_an_image', 'this is not a JPEG, PNG or WebP', { field });
  if (size.width * size.height > limitPixels) return tooManyPixels(size, limitPixels, field);
  try {
    const box = { width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true } as const;
    return await sharp(bytes, { failOn: 'truncated' }).autoOrient().resize(box).flatten({ background: '#ffffff' }).jpeg({ quality: QUALITY }).toBuffer();
  } catch (cause) {
    return new VitrineError('not_an_image', 'the picture is damaged', { field }, cause);
  }
}

/** All of them, one after the other, so that one enrolment takes one core; the first fault ends it. */
export async function preparePhotos(photos: readonly Buffer[], limitPixels: number): Promise<Buffer[]> {
  const prepared: Buffer[] = [];
  for (const [index, photo] of photos.entries()) {
    const result = await preparePhoto(photo, limitPixels, `photos[${index}]`);
    if (isRefused(result)) throw result;
    prepared.push(result);
  }
  return prepared;
}
