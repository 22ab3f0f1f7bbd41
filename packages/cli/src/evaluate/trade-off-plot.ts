import type { SlateQuality } from '@vitrine/recommender';
import type { TradeOff, TradeOffPoint } from './trade-off.js';

const [PANEL, HEIGHT, LEFT, BOTTOM, TOP] = [460, 340, 62, 52, 34];

interface Panel {
  readonly title: string;
  readonly below: string;
  readonly points: readonly TradeOffPoint[];
  readonly share: (point: SlateQuality) => number;
  readonly lines: readonly { readonly colour: string; readonly name: string; readonly value: (point: SlateQuality) => number }[];
}

/** What a slate finds against what it gives away, as SVG: on the left by places for novel products, on the right by discount emphasis. */
export function tradeOffPlot({ novelPlaces, discountEmphasis }: TradeOff): string {
  const lines = [{ colour: '#06a', name: 'hit rate', value: ({ hitRate10 }: SlateQuality) => hitRate10 }, { colour: '#c60', name: 'novel hit rate', value: ({ novelHitRate10 }: SlateQuality) => novelHitRate10 }];
  const panels: Panel[] = [
    { title: 'places kept for novel products', below: 'share of the discounted places that go to what the member buys anyway', points: novelPlaces, share: ({ novelShare }) => 1 - novelShare, lines },
    { title: 'discount emphasis', below: 'mean discount on the slate, %', points: discountEmphasis, share: ({ discountPercent }) => discountPercent, lines },
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PANEL * panels.length} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${PANEL * panels.length}" height="${HEIGHT}" fill="white"/>`,
    ...panels.map((panel, index) => `<g transform="translate(${PANEL * index} 0)">${drawn(panel)}</g>`),
    '</svg>\n',
  ].join('\n');
}

function drawn({ title, below, points, share, lines }: Panel): string {
  const shares = points.map(share);
  const [from, to] = [Math.min(...shares), Math.max(...shares)];
  const most = Math.max(...points.flatMap((point) => lines.map(({ value }) => value(point)))) * 1.1;
  const x = (value: number): number => LEFT + ((value - from) / Math.max(to - from, 1e-9)) * (PANEL - LEFT - 30);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / most) * (HEIGHT - BOTTOM - TOP);
  const curve = ({ colour, value }: Panel['lines'][number]): string => {
    const ordered = points.toSorted((a, b) => share(a) - share(b));
    const dots = ordered.map((point) => `<circle cx="${x(share(point)).toFixed(1)}" cy="${y(value(point)).toFixed(1)}" r="3.5" fill="${colour}"/><text x="${x(share(point)).toFixed(1)}" y="${(y(value(point)) - 8).toFixed(1)}" text-anchor="middle" font-size="10">${point.setting}</text>`);
    return `<polyline points="${ordered.map((point) => `${x(share(point)).toFixed(1)},${y(value(point)).toFixed(1)}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}`;
  };
  return [
    `<text x="${LEFT}" y="18" font-size="14">${title}</text>`,
    `<path d="M${LEFT} ${TOP}V${HEIGHT - BOTTOM}H${PANEL - 20}" fill="none" stroke="#888"/>`,
    ...[0, 0.25, 0.5, 0.75, 1].map((part) => `<text x="${LEFT - 6}" y="${(y(part * most) + 4).toFixed(1)}" text-anchor="end">${(part * most).toFixed(2)}</text>`),
    ...[from, (from + to) / 2, to].map((value) => `<text x="${x(value).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${value.toFixed(2)}</text>`),
    ...lines.map(curve),
    ...lines.map(({ colour, name }, index) => `<text x="${PANEL - 24}" y="${TOP + 12 + 16 * index}" text-anchor="end" fill="${colour}">${name}</text>`),
    `<text x="${PANEL / 2}" y="${HEIGHT - 10}" text-anchor="middle">${below}</text>`,
  ].join('');
}
