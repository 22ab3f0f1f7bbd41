import type { Picture } from '../picture/picture.js';
import type { SimilarityTransform } from './similarity.js';

/**
 * Fills a `size` x `size` RGB chip (values 0 to 255) with the bilinear values of the picture at the places that `toPicture` carries its pixels to.
 * A chip smaller than its source is averaged over as many samples as source pixels, so shrinking does not alias. What lies outside of the picture is black.
 * @param stretch by how much the chip is wider than what it shows: its pixel (u, v) is the place (u / stretch, v) that `toPicture` takes
 * @param out where the chip is written, from `offset`; `size * size * 3` values
 */
export function warpInto(out: Float32Array, offset: number, picture: Picture, toPicture: SimilarityTransform, size: number, stretch = 1): void {
  const { a, b, tx, ty } = toPicture;
  const samples = Math.max(1, Math.round(Math.hypot(a, b)));
  const share = 1 / (samples * samples);
  out.fill(0, offset, offset + size * size * 3);
  for (let j = 0; j < samples; j++) {
    for (let i = 0; i < samples; i++) {
      const du = ((i + 0.5) / samples - 0.5) / stretch;
      const dv = (j + 0.5) / samples - 0.5;
      addSamples(out, offset, picture, { a, b, tx: tx + a * du - b * dv, ty: ty + b * du + a * dv }, size, stretch, share);
    }
  }
}

function addSamples(out: Float32Array, offset: number, picture: Picture, { a, b, tx, ty }: SimilarityTransform, size: number, stretch: number, share: number): void {
  let at = offset;
  for (let v = 0; v < size; v++) {
    let x = tx - b * v;
    let y = ty + a * v;
    for (let u = 0; u < size; u++, at += 3, x += a / stretch, y += b / stretch) addBilinear(out, at, picture, x, y, share);
  }
}

function addBilinear(out: Float32Array, at: number, { width, height, rgb }: Picture, x: number, y: number, share: number): void {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  if (x0 < -1 || y0 < -1 || x0 >= width || y0 >= height) return;
  const left = x0 >= 0 ? x0 + 1 - x : 0;
  const right = x0 + 1 < width ? x - x0 : 0;
  const top = y0 >= 0 ? (y0 + 1 - y) * share : 0;
  const bottom = y0 + 1 < height ? (y - y0) * share : 0;
  const i = (y0 * width + x0) * 3;
  const j = i + width * 3;
  for (let c = 0; c < 3; c++) {
    const upper = left * (rgb[i + c] ?? 0) + right * (rgb[i + 3 + c] ?? 0);
    const lower = left * (rgb[j + c] ?? 0) + right * (rgb[j + 3 + c] ?? 0);
    out[at + c] = (out[at + c] ?? 0) + top * upper + bottom * lower;
  }
}
