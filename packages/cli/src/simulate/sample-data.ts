import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { numberCell } from '../input/read-csv.js';

const DAY_MS = 86_400_000;

export interface SampleLine {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPriceMinor: number;
  readonly discountMinor: number;
}

export interface SampleReceipt {
  readonly storeId: string;
  readonly memberId: string;
  readonly occurredAtMs: number;
  readonly lines: readonly SampleLine[];
}

export interface SamplePromotion {
  readonly storeId: string;
  readonly sku: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly discountPercent: number;
  readonly display: string;
  readonly mailer: string;
}

export interface SampleProduct {
  readonly sku: string;
  readonly title: string;
  readonly categoryPath: readonly string[];
  /** Null without such a column, and where it is empty. */
  readonly marginPercent: number | null;
}

/** The sample chain, moved in time so that the day to be played is today. */
export interface SampleData {
  readonly products: readonly SampleProduct[];
  readonly promotions: readonly SamplePromotion[];
  /** Receipts before the day, oldest first. */
  readonly history: readonly SampleReceipt[];
  /** Receipts of the day, oldest first. */
  readonly day: readonly SampleReceipt[];
  /** Stores with a receipt or a promotion. */
  readonly storeIds: readonly string[];
  /** Stores with promotions, where the booths are. */
  readonly boothStoreIds: readonly string[];
}

/** First moment (UTC) of the day that is played, in the sample's own time. */
const SAMPLE_DAY_MS = Date.parse('2017-11-04T04:00:00Z');

/** Whole days between the sample's day and the day of `nowMs`. */
export function daysToToday(nowMs: number): number {
  return Math.floor((nowMs - SAMPLE_DAY_MS) / DAY_MS);
}

/**
 * @param folder where purchases, promotions and catalogue are, see samples/README.md
 * @param historyDays days of history before the day; products that nothing then names are left out
 */
export async function readSampleData(folder: string, shiftDays: { readonly history: number; readonly promotions: number }, historyDays = Number.POSITIVE_INFINITY): Promise<SampleData> {
  const shift = shiftDays.history * DAY_MS;
  const [products, promotions, everything] = await Promise.all([readProducts(folder), readPromotions(folder, shiftDays.promotions * DAY_MS), readReceipts(folder, shift)]);
  const dayStart = SAMPLE_DAY_MS + shift;
  const receipts = everything.filter(({ occurredAtMs }) => occurredAtMs >= dayStart - historyDays * DAY_MS);
  const named = new Set([...receipts.flatMap(({ lines }) => lines), ...promotions].map(({ sku }) => sku));
  return {
    products: products.filter(({ sku }) => named.has(sku)), promotions,
    history: receipts.filter(({ occurredAtMs }) => occurredAtMs < dayStart),
    day: receipts.filter(({ occurredAtMs }) => occurredAtMs >= dayStart),
    storeIds: [...new Set([...receipts, ...promotions].map(({ storeId }) => storeId))].toSorted(),
    boothStoreIds: [...new Set(promotions.map(({ storeId }) => storeId))].toSorted(),
  };
}

async function readProducts(folder: string): Promise<SampleProduct[]> {
  const rows = await readCsv(join(folder, 'catalogue.csv.gz'));
  return rows.map(({ sku = '', title = '', categoryPath = '', marginPercent = '' }) => ({ sku, title, 
    categoryPath: categoryPath.split(' > ').filter(Boolean), marginPercent: marginPercent === '' ? null : numberCell(marginPercent, 'marginPercent') }));
}

async function readPromotions(folder: string, shift: number): Promise<SamplePromotion[]> {
  const rows = await readCsv(join(folder, 'promotions.csv.gz'));
  return rows.map(({ storeId = '', sku = '', startsAt = '', endsAt = '', discountPercent, display = '', mailer = '' }) => ({
    storeId, sku, display, mailer, startsAtMs: Date.parse(startsAt) + shift, endsAtMs: Date.parse(endsAt) + shift, discountPercent: Number(discountPercent),
  }));
}

async function readReceipts(folder: string, shift: number): Promise<SampleReceipt[]> {
  const rows = await readCsv(join(folder, 'purchases.csv.gz'));
  const receipts = [...byBasket(rows).values()].map((lines) => {
    const { storeId = '', memberId = '', eventTime = '' } = lines[0] ?? {};
    return { storeId, memberId, occurredAtMs: Date.parse(eventTime) + shift, lines: lines.map(toLine) };
  });
  return receipts.toSorted((a, b) => a.occurredAtMs - b.occurredAtMs);
}

function byBasket(rows: readonly CsvRow[]): Map<string, CsvRow[]> {
  const groups = new Map<string, CsvRow[]>();
  for (const row of rows) {
    const { basketId = '' } = row;
    const group = groups.get(basketId);
    if (group === undefined) groups.set(basketId, [row]);
    else group.push(row);
  }
  return groups;
}

function toLine({ sku = '', quantity, unitPriceMinor, discountMinor }: CsvRow): SampleLine {
  return { sku, quantity: Number(quantity), unitPriceMinor: Number(unitPriceMinor), discountMinor: Number(discountMinor) };
}

type CsvRow = Readonly<Record<string, string>>;

async function readCsv(path: string): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  const parser = createReadStream(path).pipe(createGunzip()).pipe(parse({ columns: true }));
  for await (const row of parser) rows.push(row as CsvRow);
  return rows;
}
