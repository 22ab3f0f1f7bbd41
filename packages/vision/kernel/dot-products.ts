/**
 * Dot products of queries with many rows of 32-bit floats in AssemblyScript, four rows at a time; `src/search/scan.ts` says what they are for.
 * Addresses and lengths in bytes; a row and a query are a multiple of 32 bytes long. The memory is the caller's, who may share it among threads.
 */

/** First byte that the module itself doesn't use. */
export function heapStart(): usize {
  return __heap_base;
}

/**
 * Writes query . row for `rowCount` rows, a multiple of four that lie `stride` apart, `rowCount` floats for each query.
 * Four rows stay in the first cache while all queries meet them, so rows are fetched once for all queries.
 */
export function dots(rows: usize, rowCount: i32, stride: usize, queries: usize, queryCount: i32, bytes: usize, out: usize): void {
  const width: usize = <usize>rowCount << 2;
  for (let r: usize = 0; r < width; r += 16) {
    let query = queries;
    let at = out + r;
    for (let q: i32 = 0; q < queryCount; q++) {
      four(rows, stride, query, bytes, at);
      query += bytes;
      at += width;
    }
    rows += stride << 2;
  }
}

/** Two sums a row, so that the processor need not wait for one addition before the next. */
@inline
function four(first: usize, stride: usize, query: usize, bytes: usize, out: usize): void {
  const second = first + stride;
  const third = second + stride;
  const fourth = third + stride;
  let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 32) {
    const x0 = v128.load(query + i);
    const x1 = v128.load(query + i, 16);
    a0 = f32x4.add(a0, f32x4.mul(x0, v128.load(first + i)));
    a1 = f32x4.add(a1, f32x4.mul(x1, v128.load(first + i, 16)));
    b0 = f32x4.add(b0, f32x4.mul(x0, v128.load(second + i)));
    b1 = f32x4.add(b1, f32x4.mul(x1, v128.load(second + i, 16)));
    c0 = f32x4.add(c0, f32x4.mul(x0, v128.load(third + i)));
    c1 = f32x4.add(c1, f32x4.mul(x1, v128.load(third + i, 16)));
    d0 = f32x4.add(d0, f32x4.mul(x0, v128.load(fourth + i)));
    d1 = f32x4.add(d1, f32x4.mul(x1, v128.load(fourth + i, 16)));
  }
  store<f32>(out, total(f32x4.add(a0, a1)));
  store<f32>(out, total(f32x4.add(b0, b1)), 4);
  store<f32>(out, total(f32x4.add(c0, c1)), 8);
  store<f32>(out, total(f32x4.add(d0, d1)), 12);
}

@inline
function total(sum: v128): f32 {
  const halves = f32x4.add(sum, i32x4.shuffle(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}
