import { writeFile } from 'node:fs/promises';
import { VitrineError } from '@vitrine/contracts';

/** A line of a chart; x must be above zero. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A chart with a logarithmic x axis and y from 0 to 1. */
export interface LineChart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly ChartLine[];
}

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [720, 440, 64, 56, 40, 24];
const COLOURS = ['#1f5fa8', '#c2571a', '#2c8a4b', '#8a3fa0'];

/** The chart as SVG. Lines are drawn in colours that differ in lightness too. */
export function lineChart({ title, x, y, lines }: LineChart): string {
  const xs = lines.flatMap(({ points }) => points.map(([at]) => Math.log10(at)));
  const [low, high] = [Math.floor(Math.min(0, ...xs)), Math.ceil(Math.max(0, ...xs))];
  const atX = (value: number): number => LEFT + ((Math.log10(value) - low) / Math.max(1, high - low)) * (WIDTH - LEFT - RIGHT);
  const atY = (value: number): number => TOP + (1 - value) * (HEIGHT - TOP - BOTTOM);
  const decades = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  const grid = [
    ...decades.map((value) => `${segment(atX(value), atY(0), atX(value), atY(1))}${words(atX(value), HEIGHT - BOTTOM + 18, 'middle', value >= 0.001 ? String(value) : value.toExponential(0))}`),
    ...[0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => `${segment(LEFT, atY(value), WIDTH - RIGHT, atY(value))}${words(LEFT - 8, atY(value) + 4, 'end', value.toFixed(1))}`),
  ];
  const drawn = lines.map(({ name, points }, i) => {
    const colour = COLOURS[i % COLOURS.length]!;
    const path = points.map(([px, py]) => `${atX(px).toFixed(1)},${atY(py).toFixed(1)}`).join(' ');
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${path}"/>${words(WIDTH - RIGHT - 8, TOP + 18 * (i + 1), 'end', name, colour)}`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>`,
    words(WIDTH / 2, 22, 'middle', title), ...grid, ...drawn, words(WIDTH / 2, HEIGHT - 12, 'middle', x),
    `<g transform="rotate(-90 16 ${HEIGHT / 2})">${words(16, HEIGHT / 2, 'middle', y)}</g></svg>`,
  ].join('\n');
}

/** Writes a chart. @throws VitrineError `invalid_input_file` where it cannot be written */
export async function writeChart(path: string, chart: LineChart): Promise<void> {
  try {
    await writeFile(path, lineChart(chart));
  } catch (cause) {
    throw new VitrineError('invalid_input_file', `${path} cannot be written`, { path }, cause);
  }
}

function segment(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#ddd"/>`;
}

function words(x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string, colour = '#333'): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${safe}</text>`;
}
