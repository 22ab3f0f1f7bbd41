/**
 * Skip-gram with negative sampling in AssemblyScript, four 32-bit floats at a time. `src/kernel/reference-step.ts` is the same in plain
 * TypeScript and says what each step means. Rows are addresses in this module's memory; every row is `bytes` long, a multiple of 32.
 */
const PAIR: usize = 32;
/** Keeps the first AdaGrad steps finite. */
const EPSILON: f32 = 1e-8;

/** First byte that the module itself doesn't use. */
export function heapStart(): usize {
  return __heap_base;
}

/** For each of `inputs` in turn: one step of stochastic gradient descent against all of `outputs`, of which the first is the context. */
export function descend(inputs: usize, inputCount: i32, outputs: usize, outputCount: i32, bytes: usize, rate: f32, limit: f32, errors: usize): void {
  for (let i: i32 = 0; i < inputCount; i++) {
    const input: usize = load<u32>(inputs + (<usize>i << 2));
    measure(input, outputs, 1, outputCount, bytes, limit, rate, errors);
    for (let at: usize = 0; at < bytes; at += PAIR) {
      const x0 = v128.load(input + at);
      const x1 = v128.load(input + at, 16);
      let moved0 = x0;
      let moved1 = x1;
      for (let t: usize = 0, end = <usize>outputCount << 2; t < end; t += 4) {
        const output: usize = <usize>load<u32>(outputs + t) + at;
        const error = v128.load32_splat(errors + t);
        const y0 = v128.load(output);
        const y1 = v128.load(output, 16);
        moved0 = f32x4.add(moved0, f32x4.mul(error, y0));
        moved1 = f32x4.add(moved1, f32x4.mul(error, y1));
        v128.store(output, f32x4.add(y0, f32x4.mul(error, x0)));
        v128.store(output, f32x4.add(y1, f32x4.mul(error, x1)), 16);
      }
      v128.store(input + at, moved0);
      v128.store(input + at, moved1, 16);
    }
  }
}

/** One step of AdaGrad for `input` against all of `outputs`, of which the first `contexts` are no noise. The sums of squared gradients of a row lie two rows further on. */
export function adapt(input: usize, outputs: usize, contexts: i32, outputCount: i32, bytes: usize, rate: f32, errors: usize): void {
  measure(input, outputs, contexts, outputCount, bytes, Infinity, 1, errors);
  const squares: usize = bytes * 2;
  const rates = f32x4.splat(rate);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(input + at);
    let gradient = f32x4.splat(0);
    for (let t: usize = 0, end = <usize>outputCount << 2; t < end; t += 4) {
      const output: usize = <usize>load<u32>(outputs + t) + at;
      const error = v128.load32_splat(errors + t);
      gradient = f32x4.add(gradient, f32x4.mul(error, v128.load(output)));
      climb(output, squares, f32x4.mul(error, x), rates);
    }
    climb(input + at, squares, gradient, rates);
  }
}

/** Adds `weight` x row to a sum of 64-bit floats, twice as long as the row. */
export function accumulate(sum: usize, row: usize, bytes: usize, weight: f64): void {
  const weights = f64x2.splat(weight);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(row + at);
    const into: usize = sum + at * 2;
    v128.store(into, f64x2.add(v128.load(into), f64x2.mul(weights, f64x2.promote_low_f32x4(x))));
    const upper = f64x2.promote_low_f32x4(i32x4.shuffle(x, x, 2, 3, 0, 1));
    v128.store(into, f64x2.add(v128.load(into, 16), f64x2.mul(weights, upper)), 16);
  }
}

@inline
function climb(at: usize, squares: usize, gradient: v128, rates: v128): void {
  const square = f32x4.add(v128.load(at + squares), f32x4.mul(gradient, gradient));
  v128.store(at + squares, square);
  const step = f32x4.div(f32x4.mul(rates, gradient), f32x4.sqrt(f32x4.add(square, f32x4.splat(EPSILON))));
  v128.store(at, f32x4.add(v128.load(at), step));
}

/** Writes `scale` x (label - sigmoid(input . output)) of each output to `errors`, or 0 where the product is not within `limit`. */
@inline
function measure(input: usize, outputs: usize, contexts: i32, outputCount: i32, bytes: usize, limit: f32, scale: f32, errors: usize): void {
  const end = <usize>outputCount << 2;
  const noise = <usize>contexts << 2;
  for (let t: usize = 0; t < end; t += 8) {
    const first: usize = <usize>load<u32>(outputs + t);
    const second: usize = <usize>load<u32>(outputs + (t + 4 < end ? t + 4 : t));
    let sum0 = f32x4.splat(0);
    let sum1 = f32x4.splat(0);
    let sum2 = f32x4.splat(0);
    let sum3 = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += PAIR) {
      const x0 = v128.load(input + at);
      const x1 = v128.load(input + at, 16);
      sum0 = f32x4.add(sum0, f32x4.mul(x0, v128.load(first + at)));
      sum1 = f32x4.add(sum1, f32x4.mul(x1, v128.load(first + at, 16)));
      sum2 = f32x4.add(sum2, f32x4.mul(x0, v128.load(second + at)));
      sum3 = f32x4.add(sum3, f32x4.mul(x1, v128.load(second + at, 16)));
    }
    store<f32>(errors + t, errorOf(total(f32x4.add(sum0, sum1)), t < noise ? 1 : 0, limit) * scale);
    if (t + 4 < end) store<f32>(errors + t, errorOf(total(f32x4.add(sum2, sum3)), t + 4 < noise ? 1 : 0, limit) * scale, 4);
  }
}

@inline
function total(sum: v128): f32 {
  const halves = f32x4.add(sum, i32x4.shuffle(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

@inline
function errorOf(product: f32, label: f32, limit: f32): f32 {
  return product > -limit && product < limit ? label - sigmoid(product) : 0;
}

@inline
function sigmoid(x: f32): f32 {
  return 1 / (1 + Mathf.exp(-x));
}
