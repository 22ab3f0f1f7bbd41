import sharp from 'sharp';

/** A grey picture with nobody in it, as a JPEG. */
export async function cameraPicture(): Promise<Uint8Array<ArrayBuffer>> {
  const jpeg = await sharp({ create: { width: 320, height: 240, channels: 3, background: { r: 120, g: 120, b: 120 } } }).jpeg().toBuffer();
  return new Uint8Array(jpeg);
}
