import { createCipheriv } from 'node:crypto';

/**
 * A rotation of space that a secret alone decides: turned vectors keep every cosine among themselves, and have none in common with vectors that were not turned.
 * The columns are Gaussian vectors made orthonormal one after the other (modified Gram-Schmidt), which draws all rotations and reflections alike (Haar).
 */
export class SecretRotation {
  private constructor(private readonly dim: number, private readonly rows: Float64Array) {}

  /** Takes time in the cube of `dim`: a third of a second at 512. @param secret 32 bytes */
  static from(secret: Buffer, dim: number): SecretRotation {
    const rows = gaussians(secret, dim * dim);
    for (let i = 0; i < dim; i++) {
      const row = rows.subarray(i * dim, (i + 1) * dim);
      for (let j = 0; j < i; j++) {
        const other = rows.subarray(j * dim, (j + 1) * dim);
        const share = dot(row, other);
        for (let k = 0; k < dim; k++) row[k] = row[k]! - share * other[k]!;
      }
      const length = Math.sqrt(dot(row, row));
      for (let k = 0; k < dim; k++) row[k] = row[k]! / length;
    }
    return new SecretRotation(dim, rows);
  }

  turn(vector: Float32Array): Float32Array {
    return Float32Array.from({ length: this.dim }, (_, i) => dot(this.rows.subarray(i * this.dim, (i + 1) * this.dim), vector));
  }
}

/** Box and Muller's transform of AES-CTR's key stream. */
function gaussians(secret: Buffer, count: number): Float64Array {
  const stream = createCipheriv('aes-256-ctr', secret, Buffer.alloc(16)).update(Buffer.alloc(8 * (count + 1)));
  const uniform = (at: number): number => (stream.readUInt32LE(8 * at) * 2 ** 21 + (stream.readUInt32LE(8 * at + 4) >>> 11) + 0.5) / 2 ** 53;
  return Float64Array.from({ length: count }, (_, i) => {
    const [radius, angle] = [Math.sqrt(-2 * Math.log(uniform(i - (i % 2)))), 2 * Math.PI * uniform(i - (i % 2) + 1)];
    return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
}

function dot(a: Float64Array, b: Float64Array | Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
