import { describe, expect, it } from 'vitest';
import { ticks } from './drawing.js';
import { lineChart } from './line-chart.js';
import { productMap } from './product-map.js';

describe('plots', () => {
  it('puts round numbers on an axis', () => {
    expect(ticks({ from: 0, to: 0.23 }).map((value) => value.toFixed(2))).toEqual(['0.00', '0.05', '0.10', '0.15', '0.20']);
    expect(ticks({ from: 3, to: 16_000 })).toEqual([5000, 10_000, 15_000]);
  });

  it('draws every point of every line inside the frame, whatever the names are', () => {
    const svg = lineChart({ title: 'a < b & c', x: 'x', y: 'y', linear: true, lines: [{ name: 'one', points: [[0, 1], [10, 3]] }, { name: 'flat', points: [[5, 0]] }] });
    const points = [...svg.matchAll(/points="([^"]*)"/g)].map(([, list]) => list!.split(' ').map((pair) => pair.split(',').map(Number)));
    expect(points.map((line) => line.length)).toEqual([2, 1]);
    for (const [x, y] of points.flat()) expect([x! >= 0 && x! <= 760, y! >= 0 && y! <= 420]).toEqual([true, true]);
    expect(svg).toContain('a &lt; b &amp; c');
  });

  it('draws nothing to compare without falling over', () => {
    expect(lineChart({ title: 't', x: 'x', y: 'y', linear: true, lines: [{ name: 'empty', points: [] }] })).not.toContain('NaN');
    expect(productMap('t', { names: [], vectors: [], seed: 0 })).not.toContain('NaN');
  });

  it('puts products near to each other whose vectors are, and the same way again for the same seed', () => {
    const vectors = Array.from({ length: 60 }, (_, n) => { const angle = (n % 2) * 2 + n / 400; return [Math.cos(angle), Math.sin(angle), 0]; });
    const names = vectors.map((_, n) => `p${n}`);
    const svg = productMap('map', { names, vectors, seed: 1 });
    expect(productMap('map', { names, vectors, seed: 1 })).toBe(svg);
    const at = [...svg.matchAll(/cx="([^"]*)" cy="([^"]*)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    const distance = (a: number, b: number): number => Math.hypot(at[a]![0] - at[b]![0], at[a]![1] - at[b]![1]);
    const mean = (step: number): number => at.slice(0, 50).reduce((sum, _, n) => sum + distance(n, n + step), 0) / 50;
    expect(mean(2) * 2).toBeLessThan(mean(1));
  });
});
