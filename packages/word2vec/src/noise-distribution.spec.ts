import { describe, expect, it } from 'vitest';
import { NoiseDistribution } from './noise-distribution.js';
import { Random } from './random.js';

function draws(noise: NoiseDistribution): number[] {
  const random = Random.from('same');
  return Array.from({ length: 500 }, () => noise.draw(random));
}

describe('the noise distribution', () => {
  it('draws in proportion to count to the power', () => {
    const noise = new NoiseDistribution(0.75);
    const counts = [1, 16, 81];
    for (const [item, count] of counts.entries()) noise.set(item, count);
    const random = Random.from('proportion');
    const drawn = [0, 0, 0];
    for (let n = 0; n < 36_000; n++) drawn[noise.draw(random)]!++;
    expect(drawn[0]).toBeGreaterThan(900);
    expect(drawn[0]).toBeLessThan(1_100);
    expect(drawn[1]! / drawn[0]!).toBeCloseTo(8, -0.5);
    expect(drawn[2]! / drawn[1]!).toBeCloseTo(27 / 8, 0);
  });

  it('gives the same draws for the same counts, however they were reached', () => {
    const once = new NoiseDistribution(0.75);
    const often = new NoiseDistribution(0.75);
    for (let item = 0; item < 3_000; item++) once.set(item, (item % 7) + 1);
    for (let count = 1; count <= 7; count++) for (let item = 2_999; item >= 0; item--) if (count <= (item % 7) + 1) often.set(item, count);
    expect(draws(often)).toEqual(draws(once));
  });

  it('never draws an item without a count, and says when there is none at all', () => {
    const noise = new NoiseDistribution(0.75);
    const random = Random.from('none');
    expect(noise.draw(random)).toBe(-1);
    noise.set(0, 0);
    noise.set(1, 2);
    noise.set(2, 0);
    expect(new Set(Array.from({ length: 200 }, () => noise.draw(random)))).toEqual(new Set([1]));
  });
});
