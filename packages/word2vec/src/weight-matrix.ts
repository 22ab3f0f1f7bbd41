/** Rows of weights, each with its AdaGrad sum of squared gradients; grows by doubling. */
export class WeightMatrix {
  values: Float32Array;
  squares: Float32Array;
  rows = 0;

  constructor(readonly dim: number, capacity = 256) {
    this.values = new Float32Array(capacity * dim);
    this.squares = new Float32Array(capacity * dim);
  }

  /** Appends a row; `fill` gives each starting value. */
  append(fill: () => number): void {
    const start = this.rows * this.dim;
    if (start + this.dim > this.values.length) {
      this.values = doubled(this.values);
      this.squares = doubled(this.squares);
    }
    for (let k = start; k < start + this.dim; k++) this.values[k] = fill();
    this.rows++;
  }

  row(index: number): Float32Array {
    return this.values.subarray(index * this.dim, (index + 1) * this.dim);
  }
}

function doubled(array: Float32Array): Float32Array {
  const larger = new Float32Array(array.length * 2);
  larger.set(array);
  return larger;
}
