import { describe, expect, it } from 'vitest';
import { lineChart, writeChart } from './line-chart.js';

const chart = { title: 'A & B', x: 'rate <log>', y: 'share', lines: [{ name: 'one', points: [[0.01, 0], [1, 1]] as const }] };

describe('a line chart', () => {
  it('is SVG that is well formed whatever the words are', () => {
    const svg = lineChart(chart);
    expect(svg.startsWith('<svg ')).toBe(true);
    expect(svg).toContain('A &amp; B');
    expect(svg).toContain('rate &lt;log&gt;');
  });

  it('puts the decades side by side and one above zero', () => {
    const [, from, to] = /points="(\S+) (\S+)"/.exec(lineChart(chart)) ?? [];
    const [[x0 = 0, y0 = 0] = [], [x1 = 0, y1 = 0] = []] = [from, to].map((point) => (point ?? '').split(',').map(Number));
    expect(x0).toBeLessThan(x1);
    expect(y0).toBeGreaterThan(y1);
  });

  it('says where it cannot be written', async () => {
    await expect(writeChart('/no/such/folder/chart.svg', chart)).rejects.toMatchObject({ code: 'invalid_input_file' });
  });
});
