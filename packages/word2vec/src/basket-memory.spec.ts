import { describe, expect, it } from 'vitest';
import { BasketMemory } from './basket-memory.js';
import { Random } from './random.js';

const filled = (count: number): BasketMemory => {
  const memory = new BasketMemory({ recentCapacity: 100, reservoirCapacity: 50, recentShare: 0.6, meanAge: 10 });
  const random = Random.from('memory');
  for (let n = 0; n < count; n++) memory.add(Int32Array.of(n), random);
  return memory;
};

describe('the memory of baskets', () => {
  it('stays within its bounds', () => {
    const memory = filled(1_000);
    expect(memory.recent).toHaveLength(100);
    expect(memory.reservoir).toHaveLength(50);
    expect(memory.seen).toBe(1_000);
  });

  it('keeps a sample of the whole history beside the newest', () => {
    const memory = filled(1_000);
    const mean = memory.reservoir.reduce((sum, [n]) => sum + n!, 0) / 50;
    expect(mean).toBeGreaterThan(380);
    expect(mean).toBeLessThan(620);
    expect(Math.min(...memory.recent.map(([n]) => n!))).toBe(900);
  });

  it('takes items out of every basket, and keeps its place', () => {
    const memory = filled(1_000);
    memory.forget(Array.from({ length: 950 }, (_, n) => n));
    expect(memory.recent.filter((basket) => basket.length === 1).map(([n]) => n!).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => 950 + n));
    expect(memory.reservoir.every((basket) => basket.length === 0 || basket[0]! >= 950)).toBe(true);
    expect([memory.recent.length, memory.reservoir.length, memory.seen]).toEqual([100, 50, 1_000]);
  });

  it('prefers newer baskets by the given share', () => {
    const memory = filled(1_000);
    const random = Random.from('draws');
    const newest = Array.from({ length: 2_000 }, () => memory.draw(random)![0]!).filter((n) => n >= 970).length / 2_000;
    expect(newest).toBeGreaterThan(0.52);
    expect(newest).toBeLessThan(0.65);
  });
});
