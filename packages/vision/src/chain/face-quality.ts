/** What could be measured about a face. */
export interface FaceQuality {
  /** Side in pixels of the square with the area of the face's box, in the decoded picture. */
  readonly sizePx: number;
  /** Variance of the Laplacian of the aligned grey chip's inner half, brought to a mean grey of 128; higher is sharper. */
  readonly sharpness: number;
  /** Mean grey value of the same area, 0 (black) to 255. */
  readonly brightness: number;
}

/** What a face must reach to be embedded. */
export interface QualityThresholds {
  readonly minSizePx: number;
  readonly minSharpness: number;
  readonly minBrightness: number;
}

/**
 * Thresholds unless configured otherwise, chosen on LFW-10 with `dlib-resnet-128@1`: every one of its photographs passes (sides from 94 px, sharpness from 15,
 * brightness from 84). Shrunk to sides of 40 px, or blurred by 2 pixels (sharpness about 8), same pairs still pass the accept threshold at .94 of .97;
 * blurred by 3 pixels (about 4) at .86 with false matches eight times as many, and darkened to a brightness of 20 at .86.
 */
export const DEFAULT_QUALITY_THRESHOLDS: QualityThresholds = { minSizePx: 36, minSharpness: 4, minBrightness: 22 };

/**
 * Sharpness (variance of the Laplacian, after Pech-Pacheco et al., ICPR 2000) and brightness of an aligned chip; dim light alone does not lower the sharpness.
 * Only the inner half of its sides counts: that is face, whatever stands behind.
 * @param chips RGB, 0 to 255; the chip begins at `offset`
 */
export function measureChip(chips: Float32Array, offset: number, size: number): Pick<FaceQuality, 'sharpness' | 'brightness'> {
  const from = Math.floor(size / 4);
  const grey = innerGrey(chips, offset, size, from);
  const side = size - 2 * from;
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const laplacian = (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0) + (grey[at - side] ?? 0) + (grey[at + side] ?? 0) - 4 * (grey[at] ?? 0);
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  }
  const mean = sum / count;
  const brightness = grey.reduce((total, value) => total + value, 0) / grey.length;
  const gain = 128 / Math.max(1, brightness);
  return { sharpness: (squares / count - mean * mean) * gain * gain, brightness };
}

/** Which demand a face misses first, or null. */
export function qualityFault(quality: FaceQuality, least: QualityThresholds): 'too_small' | 'too_dark' | 'too_blurred' | null {
  if (quality.sizePx < least.minSizePx) return 'too_small';
  if (quality.brightness < least.minBrightness) return 'too_dark';
  if (quality.sharpness < least.minSharpness) return 'too_blurred';
  return null;
}

/** Mean grey value of a whole picture, 0 to 255. */
export function meanBrightness(rgb: Uint8Array): number {
  let sum = 0;
  for (const value of rgb) sum += value;
  return sum / Math.max(1, rgb.length);
}

/** Luma of ITU-R BT.601. */
function innerGrey(chips: Float32Array, offset: number, size: number, from: number): Float32Array {
  const side = size - 2 * from;
  const grey = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = offset + ((y + from) * size + x + from) * 3;
      grey[y * side + x] = 0.299 * (chips[at] ?? 0) + 0.587 * (chips[at + 1] ?? 0) + 0.114 * (chips[at + 2] ?? 0);
    }
  }
  return grey;
}
