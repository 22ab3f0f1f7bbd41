import { describe, expect, it } from 'vitest';
import { tradeOffPlot } from './trade-off-plot.js';
import type { TradeOffPoint } from './trade-off.js';

const point = (setting: number, hitRate10: number, novelShare: number): TradeOffPoint => ({ setting, hitRate10, novelShare, novelHitRate10: hitRate10 / 2, discountPercent: 20 + setting, offers: 10, recall10: 0, recall20: 0, ndcg10: 0 });

describe('the plot of the trade-off', () => {
  it('is one SVG with a dot a line and setting, also where all settings give the same', () => {
    const points = [point(0, 0.5, 0), point(3, 0.4, 0.3)];
    const same = [point(1, 0.4, 0.2), point(1, 0.4, 0.2)];
    const svg = tradeOffPlot({ slate: points[0]!, novelPlaces: points, discountEmphasis: same, perCategory: [] });
    expect(svg.match(/<circle/g)).toHaveLength(8);
    expect(svg.match(/<svg /g)).toHaveLength(3);
    expect(svg).not.toContain('NaN');
    expect(svg.trim().startsWith('<svg') && svg.trim().endsWith('</svg>')).toBe(true);
  });
});
