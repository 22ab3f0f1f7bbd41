import { describe, expect, it } from 'vitest';
import { AliasTable } from './alias-table.js';
import { Random } from './random.js';

function shares(weights: readonly number[], draws = 100_000): number[] {
  const table = new AliasTable(weights);
  const random = Random.from('alias');
  const drawn = weights.map(() => 0);
  for (let n = 0; n < draws; n++) drawn[table.draw(random)]!++;
  return drawn.map((count) => count / draws);
}

describe('the alias table', () => {
  it.each([[[1]], [[1, 1, 1]], [[1, 9]], [[5, 0.5, 0.5, 2, 2]], [[1e-6, 1, 1e6]]])('draws %j in proportion', (weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, share] of shares(weights).entries()) expect(Math.abs(share - weights[index]! / total)).toBeLessThan(0.01);
  });
});
