/** A symmetric matrix of which the lower triangle is kept, row after row in one array: a new row is appended, nothing moves. */
export class TriangularMatrix {
  private values = new Float32Array(1024);
  private rows = 0;

  get size(): number {
    return this.rows;
  }

  /** Appends a row and column of zeros but for the diagonal. */
  append(diagonal: number): void {
    const end = triangle(this.rows + 1);
    if (end > this.values.length) {
      const larger = new Float32Array(Math.max(end, Math.ceil(this.values.length * 1.5)));
      larger.set(this.values);
      this.values = larger;
    }
    this.rows++;
    this.values[end - 1] = diagonal;
  }

  diagonal(i: number): number {
    return this.values[triangle(i + 1) - 1]!;
  }

  addToDiagonal(i: number, amount: number): void {
    this.values[triangle(i + 1) - 1]! += amount;
  }

  /** Adds `scale` times row `i` to `sum`. */
  addRow(i: number, scale: number, sum: Float64Array): void {
    const { values, rows } = this;
    const start = triangle(i);
    for (let j = 0; j <= i; j++) sum[j]! += scale * values[start + j]!;
    for (let j = i + 1, at = triangle(i + 1) + i; j < rows; j++, at += j) sum[j]! += scale * values[at]!;
  }

  /** Subtracts the sum of `signs[k]` x the outer product of `vectors[k]` with itself; four at a time, as memory is what costs. */
  subtractOuter(vectors: readonly Float64Array[], signs: readonly number[]): void {
    const { values, rows } = this;
    const none = new Float64Array(rows);
    for (let k = 0; k < vectors.length; k += 4) {
      const [a, b = none, c = none, d = none] = vectors.slice(k, k + 4) as [Float64Array, ...Float64Array[]];
      const [sa = 0, sb = 0, sc = 0, sd = 0] = signs.slice(k, k + 4);
      for (let i = 0, at = 0; i < rows; i++) {
        const [ai, bi, ci, di] = [sa * a[i]!, sb * b[i]!, sc * c[i]!, sd * d[i]!];
        for (let j = 0; j <= i; j++, at++) values[at] = values[at]! - (ai * a[j]! + bi * b[j]! + ci * c[j]! + di * d[j]!);
      }
    }
  }
}

function triangle(rows: number): number {
  return (rows * (rows + 1)) / 2;
}
