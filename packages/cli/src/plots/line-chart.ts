import { COLOURS, document, escaped, FRAME, place, rangeOf, ticks, type Range } from './drawing.js';

/** A line with its name in the legend. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** What a chart shows. The vertical axis begins at 0. */
export interface LineChart {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
}

/** Draws lines over two axes as SVG. The same lines give the same bytes. */
export function lineChart({ title, xLabel, yLabel, series }: LineChart): string {
  const { width, height, left, right, top, bottom } = FRAME;
  const points = series.flatMap((one) => one.points);
  const [xs, ys] = [rangeOf(points.map(({ x }) => x)), { from: 0, to: Math.max(1e-9, ...points.map(({ y }) => y)) * 1.1 }];
  const x = (value: number): number => place(value, xs, left, width - right);
  const y = (value: number): number => place(value, ys, height - bottom, top);
  return document(title, [
    ...grid(xs, ys, x, y),
    ...series.map(({ points: line }, index) => `<polyline fill="none" stroke="${colour(index)}" stroke-width="2" points="${line.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')}"/>`),
    ...series.map(({ name }, index) => `<text x="${left + 8}" y="${top + 14 + 16 * index}" fill="${colour(index)}">${escaped(name)}</text>`),
    `<text x="${(left + width - right) / 2}" y="${height - 12}" text-anchor="middle">${escaped(xLabel)}</text>`,
    `<text transform="translate(16 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(yLabel)}</text>`,
  ]);
}

function grid(xs: Range, ys: Range, x: (value: number) => number, y: (value: number) => number): string[] {
  const { width, height, left, right, bottom } = FRAME;
  return [
    ...ticks(ys).flatMap((value) => [
      `<line x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}" stroke="#ddd"/>`,
      `<text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${written(value)}</text>`,
    ]),
    ...ticks(xs).map((value) => `<text x="${x(value)}" y="${height - bottom + 18}" text-anchor="middle">${written(value)}</text>`),
  ];
}

function written(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en');
}

function colour(index: number): string {
  return COLOURS[index % COLOURS.length]!;
}
