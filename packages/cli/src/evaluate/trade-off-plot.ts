import type { SlateQuality } from '@vitrine/recommender';
import { sideBySide } from '../plot/drawing.js';
import { lineChart, type ChartLine } from '../plot/line-chart.js';
import type { TradeOff, TradeOffPoint } from './trade-off.js';

/** What a slate finds against what it gives away, as SVG: on the left by places for novel products, on the right by discount emphasis. */
export function tradeOffPlot({ novelPlaces, discountEmphasis }: TradeOff): string {
  return sideBySide([
    lineChart({
      title: 'Places kept for novel products', x: 'share of the discounted places that go to what the member buys anyway', y: 'share of slates', linear: true,
      lines: curves(novelPlaces, ({ novelShare }) => 1 - novelShare),
    }),
    lineChart({ title: 'Discount emphasis', x: 'mean discount on the slate, %', y: 'share of slates', linear: true, lines: curves(discountEmphasis, ({ discountPercent }) => discountPercent) }),
  ]);
}

function curves(points: readonly TradeOffPoint[], givenAway: (point: SlateQuality) => number): ChartLine[] {
  const ordered = points.toSorted((a, b) => givenAway(a) - givenAway(b));
  const curve = (name: string, found: (point: SlateQuality) => number): ChartLine => ({ name, points: ordered.map((point) => [givenAway(point), found(point), String(point.setting)]) });
  return [curve('hit rate', ({ hitRate10 }) => hitRate10), curve('novel hit rate', ({ novelHitRate10 }) => novelHitRate10)];
}
