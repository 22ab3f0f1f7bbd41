import type { Picture } from '../../picture/picture.js';

/** A picture's sums over every rectangle from its top left corner (Crow, "Summed-area tables for texture mapping", SIGGRAPH 1984): means over any rectangle cost four look-ups. */
export class AreaSums {
  private readonly sums: Uint32Array;
  private readonly stride: number;

  /** @param picture of at most 16 million pixels: sums have 32 bits */
  constructor(private readonly picture: Picture) {
    const { width, height, rgb } = picture;
    this.stride = (width + 1) * 3;
    this.sums = new Uint32Array((height + 1) * this.stride);
    for (let y = 0; y < height; y++) {
      const row = [0, 0, 0];
      for (let x = 0; x < width * 3; x++) {
        const sum = (row[x % 3] ?? 0) + (rgb[y * width * 3 + x] ?? 0);
        row[x % 3] = sum;
        this.sums[(y + 1) * this.stride + x + 3] = (this.sums[y * this.stride + x + 3] ?? 0) + sum;
      }
    }
  }

  /**
   * Writes a part of the picture, resized, as MTCNN's nets take it: `(value - 127.5) / 128`. Each pixel is the mean over the pixels it covers, as PyTorch's
   * `interpolate(mode="area")` has it.
   * @param part left and top edge, and those behind the last column and row, in whole pixels inside the picture
   * @param out where it is written, from `offset`; `width * height * 3` values
   */
  resizeInto(out: Float32Array, offset: number, part: readonly [left: number, top: number, right: number, bottom: number], width: number, height: number): void {
    const [left, top, right, bottom] = part;
    const [columns, rows] = [right - left, bottom - top];
    let at = offset;
    for (let v = 0; v < height; v++) {
      const upper = (top + Math.floor((v * rows) / height)) * this.stride;
      const lower = (top + Math.ceil(((v + 1) * rows) / height)) * this.stride;
      for (let u = 0; u < width; u++) {
        const x0 = (left + Math.floor((u * columns) / width)) * 3;
        const x1 = (left + Math.ceil(((u + 1) * columns) / width)) * 3;
        const area = ((lower - upper) / this.stride) * ((x1 - x0) / 3);
        for (let c = 0; c < 3; c++) out[at++] = (this.sum(upper + c, lower + c, x0, x1) / area - 127.5) / 128;
      }
    }
  }

  get width(): number {
    return this.picture.width;
  }

  get height(): number {
    return this.picture.height;
  }

  private sum(upper: number, lower: number, x0: number, x1: number): number {
    const { sums } = this;
    return (sums[lower + x1] ?? 0) - (sums[lower + x0] ?? 0) - (sums[upper + x1] ?? 0) + (sums[upper + x0] ?? 0);
  }
}
