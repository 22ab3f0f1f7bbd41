import { describe, expect, it } from 'vitest';
import { SymmetricMatrix } from './symmetric-matrix.js';

/** Numbers between -1/2 and 1/2 that look like chance. */
function vectorOf(rows: number, seed: number): Float32Array {
  return Float32Array.from({ length: rows }, (_, j) => ((Math.imul(j + 1, 2_654_435_761) ^ Math.imul(seed + 1, 40_503)) >>> 0) / 2 ** 32 - 0.5);
}

function plain(rows: number, updates: number): number[][] {
  const matrix = Array.from({ length: rows }, (_, i) => Array.from({ length: rows }, (_column, j) => (i === j ? 2 + (i % 7) : 0)));
  for (let n = 0; n < updates; n++) {
    const vector = vectorOf(rows, n).map((value) => value * 0.3);
    for (let i = 0; i < rows; i++) for (let j = 0; j < rows; j++) matrix[i]![j]! -= (n % 3 === 0 ? -1 : 1) * vector[i]! * vector[j]!;
  }
  return matrix;
}

describe('SymmetricMatrix', () => {
  it.each([[1, 3], [5, 40], [64, 32], [70, 75], [300, 33]])('is what plain arithmetic gives, of %i rows after %i updates', (rows, updates) => {
    const matrix = new SymmetricMatrix(1000);
    for (let i = 0; i < rows; i++) matrix.append(2 + (i % 7));
    for (let n = 0; n < updates; n++) matrix.subtractOuter(vectorOf(rows, n), 0.3, n % 3 === 0 ? -1 : 1);
    for (const [i, expected] of plain(rows, updates).entries()) {
      const row = matrix.rowSum([i], 1);
      expect(Math.max(...row.map((value, j) => Math.abs(value - expected[j]!)))).toBeLessThan(1e-4);
      expect(matrix.diagonal[i]).toBeCloseTo(expected[i]!, 4);
    }
  });

  it('goes on with what it has when rows are added between updates', () => {
    const matrix = new SymmetricMatrix(200);
    const expected: number[][] = [];
    for (let rows = 1; rows <= 150; rows++) {
      matrix.append(1);
      for (const row of expected) row.push(0);
      expected.push(Array.from({ length: rows }, (_, j) => (j === rows - 1 ? 1 : 0)));
      const vector = vectorOf(rows, rows);
      matrix.subtractOuter(vector, 0.1, 1);
      for (let i = 0; i < rows; i++) for (let j = 0; j < rows; j++) expected[i]![j]! -= 0.01 * vector[i]! * vector[j]!;
    }
    const sum = matrix.rowSum([0, 63, 149], 2);
    for (let j = 0; j < 150; j++) expect(sum[j]).toBeCloseTo(2 * (expected[0]![j]! + expected[63]![j]! + expected[149]![j]!), 4);
  });
});
