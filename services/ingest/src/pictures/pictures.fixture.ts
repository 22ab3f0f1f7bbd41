import sharp from 'sharp';

/** A picture with some structure, so that it does not compress to nothing. */
export async function aPicture(format: 'jpeg' | 'png' | 'webp' | 'gif' = 'jpeg', width = 320, height = 240): Promise<Buffer> {
  const pixels = Buffer.from(Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * 7 + ((index / 97) | 0) * 31) & 0xff));
  return sharp(pixels, { raw: { width, height, channels: 3 } }).toFormat(format).toBuffer();
}

/** A small file whose header says 50 megapixels. */
export async function aHugeJpeg(): Promise<Buffer> {
  return sharp({ create: { width: 8660, height: 5774, channels: 3, background: '#888888' } }).jpeg({ quality: 1 }).toBuffer();
}
