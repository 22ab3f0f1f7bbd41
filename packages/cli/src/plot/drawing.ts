/** Size of every plot, in pixels, and the space around what is drawn. */
export const FRAME = { width: 760, height: 420, left: 64, right: 28, top: 44, bottom: 52 } as const;

/** Colours that can be told apart with any kind of sight (Okabe and Ito). */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const;

/** Ends of an axis. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The smallest range of all values; not empty. */
export function rangeOf(values: readonly number[]): Range {
  const from = values.reduce((least, value) => Math.min(least, value), Infinity);
  const to = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return from < to ? { from, to } : { from: (Number.isFinite(from) ? from : 0) - 0.5, to: (Number.isFinite(to) ? to : 0) + 0.5 };
}

/** Where a value lies between two pixels, to a tenth. */
export function place(value: number, { from, to }: Range, first: number, last: number): number {
  return Math.round((first + ((value - from) / (to - from)) * (last - first)) * 10) / 10;
}

/** Round numbers inside a range, about five. */
export function ticks({ from, to }: Range): number[] {
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  return Array.from({ length: Math.floor(to / step) - Math.ceil(from / step) + 1 }, (_, index) => (Math.ceil(from / step) + index) * step);
}

/** A whole SVG document with a title. */
export function document(title: string, content: readonly string[]): string {
  const { width, height, left } = FRAME;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`, `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${left}" y="22" font-size="15">${escaped(title)}</text>`, ...content, '</svg>', '',
  ].join('\n');
}

/** Documents of `document`, from left to right, as one. */
export function sideBySide(documents: readonly string[]): string {
  const { width, height } = FRAME;
  const placed = documents.map((svg, index) => svg.replace('<svg ', `<svg x="${width * index}" `));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * documents.length} ${height}">\n${placed.join('')}</svg>\n`;
}

/** Text as it may stand in SVG. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
