import sharp from 'sharp';
import type { Picture } from './picture.js';

/** What may be sent as a picture. */
export interface PictureLimits {
  /** Most pixels before decoding; default 12 million. */
  readonly maxPixels: number;
  /** Longer sides are shrunk to this many pixels while decoding; default 1,600. */
  readonly maxSide: number;
}

/** Limits unless configured otherwise. */
export const DEFAULT_PICTURE_LIMITS: PictureLimits = { maxPixels: 12_000_000, maxSide: 1600 };

/** File formats a caller takes. */
export type PictureFormat = 'jpeg' | 'png' | 'webp';

/** Why bytes gave no picture; both are codes of the closed list of errors. */
export type DecodeFault = 'not_an_image' | 'image_too_large';

/** A picture, or why there is none. */
export type Decoded = { readonly kind: 'picture'; readonly picture: Picture } | { readonly kind: 'fault'; readonly fault: DecodeFault };

const NOT_AN_IMAGE: Decoded = { kind: 'fault', fault: 'not_an_image' };
const TOO_LARGE: Decoded = { kind: 'fault', fault: 'image_too_large' };

/**
 * Decodes a whole picture to RGB, upright by its EXIF orientation. A truncated or damaged file is `not_an_image`.
 * The size is read from the header first, so a picture over the limit costs nothing.
 */
export async function decodePicture(bytes: Uint8Array, formats: readonly PictureFormat[], limits: PictureLimits = DEFAULT_PICTURE_LIMITS): Promise<Decoded> {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (!formats.some((wanted) => wanted === format)) return NOT_AN_IMAGE;
    if (width * height > limits.maxPixels) return TOO_LARGE;
    const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: limits.maxPixels })
      .autoOrient()
      .resize({ width: limits.maxSide, height: limits.maxSide, fit: 'inside', withoutEnlargement: true })
      .flatten()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? { kind: 'picture', picture: { width: info.width, height: info.height, rgb: data } } : NOT_AN_IMAGE;
  } catch {
    return NOT_AN_IMAGE;
  }
}
