import { VitrineError } from '@vitrine/contracts';
import sharp from 'sharp';

const START_OF_IMAGE = Buffer.from([0xff, 0xd8, 0xff]);
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
/** Some cameras pad what follows the end marker. */
const LONGEST_TRAILER = 64;

/**
 * A cheap look at a JPEG, without decoding it: markers at both ends, a readable header, and not too many pixels.
 * @param field what the fault calls it
 */
export async function jpegFault(bytes: Buffer, limitPixels: number, field: string): Promise<VitrineError | null> {
  const fault = (detail: string): VitrineError => new VitrineError('not_an_image', detail, { field });
  if (!bytes.subarray(0, START_OF_IMAGE.length).equals(START_OF_IMAGE)) return fault('this is not a JPEG');
  const size = await pictureSize(bytes);
  if (size === null) return fault('the JPEG has no readable header');
  if (size.width * size.height > limitPixels) return tooManyPixels(size, limitPixels, field);
  return bytes.lastIndexOf(END_OF_IMAGE) < bytes.length - END_OF_IMAGE.length - LONGEST_TRAILER ? fault('the JPEG ends before its end marker') : null;
}

/** Size from the header of a JPEG, PNG or WebP; null where there is none. */
export async function pictureSize(bytes: Buffer): Promise<{ readonly width: number; readonly height: number; readonly format: string } | null> {
  try {
    const { width, height, format } = await sharp(bytes, { limitInputPixels: false }).metadata();
    return { width, height, format };
  } catch {
    return null;
  }
}

export function tooManyPixels({ width, height }: { readonly width: number; readonly height: number }, limitPixels: number, field: string): VitrineError {
  return new VitrineError('image_too_large', `${width} x ${height} pixels are too many`, { field, limitPixels });
}
