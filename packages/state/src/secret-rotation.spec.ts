import { describe, expect, it } from 'vitest';
import { SecretRotation } from './secret-rotation.js';

const DIM = 48;
const made = (seed: number): Float32Array => {
  const values = Float32Array.from({ length: DIM }, (_, i) => Math.sin(seed * 12.9 + i * 7.3 + seed * i));
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};
const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
/** Mean of the absolute values. */
const mean = (of: (n: number) => number): number => Array.from({ length: 40 }, (_, n) => Math.abs(of(n))).reduce((sum, one) => sum + one, 0) / 40;

describe('a secret rotation', () => {
  const rotation = SecretRotation.from(Buffer.alloc(32, 1), DIM);

  it('keeps every cosine among turned vectors', () => {
    for (let n = 0; n < 20; n++) expect(cosine(rotation.turn(made(n)), rotation.turn(made(n + 1)))).toBeCloseTo(cosine(made(n), made(n + 1)), 5);
  });

  it('leaves nothing in common with the vector itself, or with another secret’s turn of it', () => {
    const other = SecretRotation.from(Buffer.alloc(32, 2), DIM);
    // Of random directions in 48 dimensions the mean is .115.
    expect(mean((n) => cosine(rotation.turn(made(n)), made(n)))).toBeLessThan(0.25);
    expect(mean((n) => cosine(rotation.turn(made(n)), other.turn(made(n))))).toBeLessThan(0.25);
  });

  it('is the same for the same secret', () => {
    expect(SecretRotation.from(Buffer.alloc(32, 1), DIM).turn(made(3))).toEqual(rotation.turn(made(3)));
  });
});
