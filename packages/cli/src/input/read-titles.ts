import type { BasketFormat } from './read-baskets.js';
import { readCsv } from './read-csv.js';

/** Titles of products, from the catalogue or, where the receipts carry them, from these; the first one counts. @throws VitrineError `invalid_input_file` */
export async function readTitles(input: string, format: BasketFormat, catalogue?: string): Promise<ReadonlyMap<string, string>> {
  const titles = new Map<string, string>();
  const take = ([item = '', title = '']: readonly string[]): void => {
    if (title !== '' && !titles.has(item)) titles.set(item, title);
  };
  if (catalogue !== undefined) await readCsv(catalogue, ['sku', 'title'], take);
  else if (format === 'online-retail') await readCsv(input, ['StockCode', 'Description'], take);
  return titles;
}
