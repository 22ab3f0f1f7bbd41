import { writeFile } from 'node:fs/promises';
import { VitrineError } from '@vitrine/contracts';
import { COLOURS, document, escaped, FRAME, place, rangeOf, ticks, type Range } from './drawing.js';

/** A point of a line; with a label it is a dot that carries it. */
export type ChartPoint = readonly [x: number, y: number, label?: string];

/** A line of a chart; on a logarithmic axis x must be above zero. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly ChartPoint[];
}

/** A chart with a logarithmic x axis and y from 0 to 1; or a linear one whose y goes from 0 to above the largest value. */
export interface LineChart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly ChartLine[];
  /** Default false. */
  readonly linear?: boolean;
  /** Upper end of the y axis where it is another. */
  readonly to?: number;
}

const { width: WIDTH, height: HEIGHT, left: LEFT, right: RIGHT, top: TOP, bottom: BOTTOM } = FRAME;

/** An axis: how a value becomes what is drawn, from where to where, and the values that are written beside it. */
interface Axis {
  readonly of: (value: number) => number;
  readonly range: Range;
  readonly marks: readonly number[];
}

/** The chart as SVG; the same lines give the same bytes. */
export function lineChart({ title, x, y, lines, linear = false, to }: LineChart): string {
  const points = lines.flatMap((line) => line.points);
  const xs = linear ? linearAxis(rangeOf(points.map(([at]) => at))) : decades(points.map(([at]) => at));
  const ys = linearAxis({ from: 0, to: to ?? (linear ? points.reduce((most, [, value]) => Math.max(most, value), 1e-9) * 1.1 : 1) });
  const atX = (value: number): number => place(xs.of(value), xs.range, LEFT, WIDTH - RIGHT);
  const atY = (value: number): number => place(value, ys.range, HEIGHT - BOTTOM, TOP);
  return document(title, [
    ...ys.marks.map((value) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${atY(value)}" y2="${atY(value)}" stroke="#ddd"/>${words(LEFT - 8, atY(value) + 4, 'end', written(value))}`),
    ...xs.marks.map((value) => `<line x1="${atX(value)}" x2="${atX(value)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#eee"/>${words(atX(value), HEIGHT - BOTTOM + 18, 'middle', written(value))}`),
    ...lines.map(({ points: line }, index) => {
      const colour = COLOURS[index % COLOURS.length]!;
      const dots = line.flatMap(([px, py, label]) => (label === undefined ? [] : [`<circle cx="${atX(px)}" cy="${atY(py)}" r="3.5" fill="${colour}"/>${words(atX(px), atY(py) - 8, 'middle', label)}`]));
      return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${line.map(([px, py]) => `${atX(px)},${atY(py)}`).join(' ')}"/>${dots.join('')}`;
    }),
    legend(lines),
    words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, 'middle', x),
    `<g transform="rotate(-90 16 ${HEIGHT / 2})">${words(16, HEIGHT / 2, 'middle', y)}</g>`,
  ]);
}

/** Names of the lines, above where they are drawn. */
function legend(lines: readonly ChartLine[]): string {
  const names = lines.map(({ name }, index) => `<tspan dx="14" fill="${COLOURS[index % COLOURS.length]!}">${escaped(name)}</tspan>`);
  return `<text x="${WIDTH - RIGHT}" y="${TOP - 8}" text-anchor="end">${names.join('')}</text>`;
}

/** Writes a chart. @throws VitrineError `invalid_input_file` where it cannot be written */
export async function writeChart(path: string, chart: LineChart): Promise<void> {
  await writePlot(path, lineChart(chart));
}

/** Writes what was drawn. @throws VitrineError `invalid_input_file` where it cannot be written */
export async function writePlot(path: string, svg: string): Promise<void> {
  try {
    await writeFile(path, svg);
  } catch (cause) {
    throw new VitrineError('invalid_input_file', `${path} cannot be written`, { path }, cause);
  }
}

function linearAxis(range: Range): Axis {
  return { of: (value) => value, range, marks: ticks(range) };
}

function decades(values: readonly number[]): Axis {
  const logarithms = values.map((value) => Math.log10(value));
  const low = Math.floor(logarithms.reduce((least, value) => Math.min(least, value), logarithms[0] ?? 0));
  const to = Math.max(low + 1, Math.ceil(logarithms.reduce((most, value) => Math.max(most, value), low)));
  return { of: Math.log10, range: { from: low, to }, marks: Array.from({ length: to - low + 1 }, (_, power) => 10 ** (low + power)) };
}

function written(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(0) : Number(value.toPrecision(6)).toLocaleString('en');
}

function words(x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string, colour = '#333'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colour}">${escaped(text)}</text>`;
}
