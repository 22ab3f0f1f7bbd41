import type { HistoryCost } from './history-cost.js';

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [640, 320, 60, 50, 30];

/** CPU milliseconds a receipt over the receipts in the history, on a logarithmic axis, as SVG. */
export function historyPlot(costs: readonly HistoryCost[]): string {
  const most = Math.max(0.001, ...costs.map(({ cpuMsPerReceipt }) => cpuMsPerReceipt)) * 1.25;
  const [from, to] = [Math.log10(costs[0]?.receipts ?? 1), Math.log10(costs.at(-1)?.receipts ?? 10)];
  const x = (receipts: number): number => LEFT + ((Math.log10(receipts) - from) / Math.max(to - from, 1e-9)) * (WIDTH - LEFT - 30);
  const y = (ms: number): number => HEIGHT - BOTTOM - (ms / most) * (HEIGHT - BOTTOM - TOP);
  const points = costs.map(({ receipts, cpuMsPerReceipt }) => `${x(receipts).toFixed(1)},${y(cpuMsPerReceipt).toFixed(1)}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
    `<text x="${LEFT}" y="18" font-size="14">CPU time of the reco-worker a receipt, as the history grows</text>`,
    `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${WIDTH - 20}" fill="none" stroke="#888"/>`,
    ...[0, 0.25, 0.5, 0.75, 1].map((part) => `<text x="${LEFT - 6}" y="${(y(part * most) + 4).toFixed(1)}" text-anchor="end">${(part * most).toFixed(2)}</text>`),
    ...costs.map(({ receipts }) => `<text x="${x(receipts).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${receipts.toLocaleString('en')}</text>`),
    `<polyline points="${points.join(' ')}" fill="none" stroke="#0a6" stroke-width="2"/>`,
    ...points.map((point) => `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="4" fill="#0a6"/>`),
    `<text x="${WIDTH / 2}" y="${HEIGHT - 10}" text-anchor="middle">receipts in the history (logarithmic)</text>`,
    `<text transform="translate(14 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">CPU ms</text>`,
    '</svg>\n',
  ].join('\n');
}
