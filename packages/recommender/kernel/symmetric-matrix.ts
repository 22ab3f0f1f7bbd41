/**
 * A symmetric matrix of 32-bit floats in AssemblyScript, four at a time. All of it is kept, row after row, so that a row is read in one go;
 * `src/ease/symmetric-matrix.ts` says what is where. Addresses and lengths in bytes; rows and vectors are a multiple of 64 bytes long.
 */
const LINE: usize = 64;
/** Columns updated at a time: their part of 32 vectors stays in the first cache. */
const PANEL: usize = 1024;

/** First byte that the module itself doesn't use. */
export function heapStart(): usize {
  return __heap_base;
}

/** Adds `weight` x vector to a sum. */
export function accumulate(sum: usize, vector: usize, bytes: usize, weight: f32): void {
  const weights = f32x4.splat(weight);
  for (let at: usize = 0; at < bytes; at += LINE) {
    v128.store(sum + at, f32x4.add(v128.load(sum + at), f32x4.mul(weights, v128.load(vector + at))));
    v128.store(sum + at, f32x4.add(v128.load(sum + at, 16), f32x4.mul(weights, v128.load(vector + at, 16))), 16);
    v128.store(sum + at, f32x4.add(v128.load(sum + at, 32), f32x4.mul(weights, v128.load(vector + at, 32))), 32);
    v128.store(sum + at, f32x4.add(v128.load(sum + at, 48), f32x4.mul(weights, v128.load(vector + at, 48))), 48);
  }
}

/**
 * Subtracts the sum of left[k] x right[k]ᵀ, which is symmetric, from a matrix of `rows` rows, a multiple of four: the lower triangle
 * is computed and the upper one copied from it.
 */
export function subtractOuter(matrix: usize, rows: i32, bytes: usize, left: usize, right: usize, count: i32): void {
  const width: usize = <usize>rows << 2;
  for (let panel: usize = 0; panel < width; panel += PANEL) {
    for (let i: usize = panel & ~15; i < width; i += 16) {
      const row: usize = matrix + (i >> 2) * bytes;
      const end = min(min(panel + PANEL, bytes), (i + 16 + 31) & ~31);
      for (let j: usize = panel; j < end; j += 32) subtractBlock(row + j, bytes, left + i, right + j, count);
    }
  }
  mirror(matrix, width, bytes);
}

/** Four rows, eight columns. */
@inline
function subtractBlock(at: usize, bytes: usize, left: usize, right: usize, count: i32): void {
  const second = at + bytes;
  const third = second + bytes;
  const fourth = third + bytes;
  let a0 = v128.load(at), a1 = v128.load(at, 16);
  let b0 = v128.load(second), b1 = v128.load(second, 16);
  let c0 = v128.load(third), c1 = v128.load(third, 16);
  let d0 = v128.load(fourth), d1 = v128.load(fourth, 16);
  for (let k: i32 = 0; k < count; k++) {
    const y0 = v128.load(right);
    const y1 = v128.load(right, 16);
    const a = v128.load32_splat(left), b = v128.load32_splat(left, 4), c = v128.load32_splat(left, 8), d = v128.load32_splat(left, 12);
    a0 = f32x4.sub(a0, f32x4.mul(a, y0));
    a1 = f32x4.sub(a1, f32x4.mul(a, y1));
    b0 = f32x4.sub(b0, f32x4.mul(b, y0));
    b1 = f32x4.sub(b1, f32x4.mul(b, y1));
    c0 = f32x4.sub(c0, f32x4.mul(c, y0));
    c1 = f32x4.sub(c1, f32x4.mul(c, y1));
    d0 = f32x4.sub(d0, f32x4.mul(d, y0));
    d1 = f32x4.sub(d1, f32x4.mul(d, y1));
    left += bytes;
    right += bytes;
  }
  v128.store(at, a0), v128.store(at, a1, 16);
  v128.store(second, b0), v128.store(second, b1, 16);
  v128.store(third, c0), v128.store(third, c1, 16);
  v128.store(fourth, d0), v128.store(fourth, d1, 16);
}

/** Copies the lower triangle over the upper one, four by four. */
function mirror(matrix: usize, width: usize, bytes: usize): void {
  for (let i: usize = 0; i < width; i += 16) {
    const rows: usize = matrix + (i >> 2) * bytes;
    for (let j: usize = 0; j <= i; j += 16) transpose(rows + j, matrix + (j >> 2) * bytes + i, bytes);
  }
}

@inline
function transpose(from: usize, to: usize, bytes: usize): void {
  const r0 = v128.load(from), r1 = v128.load(from + bytes), r2 = v128.load(from + 2 * bytes), r3 = v128.load(from + 3 * bytes);
  const t0 = i32x4.shuffle(r0, r1, 0, 4, 1, 5), t1 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
  const t2 = i32x4.shuffle(r0, r1, 2, 6, 3, 7), t3 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
  v128.store(to, i64x2.shuffle(t0, t1, 0, 2));
  v128.store(to + bytes, i64x2.shuffle(t0, t1, 1, 3));
  v128.store(to + 2 * bytes, i64x2.shuffle(t2, t3, 0, 2));
  v128.store(to + 3 * bytes, i64x2.shuffle(t2, t3, 1, 3));
}
