import type { TimedBasket } from '@vitrine/recommender';
import { numberCell, readCsv, textCell, timeCell } from './read-csv.js';

/** Formats of receipt lines that baskets can be read from. */
export const BASKET_FORMATS = ['online-retail', 'purchases'] as const;

export type BasketFormat = (typeof BASKET_FORMATS)[number];

interface FormatColumns {
  readonly basket: string;
  readonly item: string;
  readonly quantity: string;
  readonly time: string;
  readonly price: string;
  /** Codes that are goods; in one data set postage, fees and samples stand among them. */
  readonly goods: RegExp;
}

const COLUMNS: Readonly<Record<BasketFormat, FormatColumns>> = {
  'online-retail': { basket: 'InvoiceNo', item: 'StockCode', quantity: 'Quantity', time: 'InvoiceDate', price: 'UnitPrice', goods: /^\d{5}/ },
  purchases: { basket: 'basketId', item: 'sku', quantity: 'quantity', time: 'eventTime', price: 'unitPriceMinor', goods: /^/ },
};

/**
 * Groups the lines of goods sold (quantity and price above 0) by receipt: each product once, in the file's order, with the time of the first line.
 * @throws VitrineError `invalid_input_file`
 */
export async function readBaskets(path: string, format: BasketFormat): Promise<TimedBasket[]> {
  const { basket, item, quantity, time, price, goods } = COLUMNS[format];
  const baskets = new Map<string, { readonly atMs: number; readonly items: Set<string> }>();
  await readCsv(path, [basket, item, quantity, time, price], ([basketCell, itemCell, quantityCell, when, priceCell]) => {
    const id = textCell(basketCell, basket);
    const sku = textCell(itemCell, item);
    if (!(numberCell(quantityCell, quantity) > 0 && numberCell(priceCell, price) > 0) || !goods.test(sku)) return;
    const known = baskets.get(id);
    if (known === undefined) baskets.set(id, { atMs: timeCell(when, time), items: new Set([sku]) });
    else known.items.add(sku);
  });
  return Array.from(baskets, ([id, { atMs, items }]) => ({ id, atMs, items: [...items] }));
}
