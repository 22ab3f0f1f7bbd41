import type { KnownGoods, MemberReceipt, StorePromotion, TargetHousehold, TargetItem } from '@vitrine/recommender';
import { numberCell, readCsv, textCell, timeCell } from './read-csv.js';

const PERCENT = 100;

/** A household with whether it is of the small panel. */
export interface HouseholdRow extends TargetHousehold {
  readonly in300: boolean;
}

interface OpenReceipt extends MemberReceipt {
  readonly items: string[];
  readonly discounts: number[];
}

/** Receipts of purchases.csv, oldest first: goods sold (quantity above 0), each product once. @throws VitrineError `invalid_input_file` */
export async function readReceipts(path: string): Promise<MemberReceipt[]> {
  const receipts = new Map<string, OpenReceipt>();
  const names = new Map<string, string>();
  const columns = ['eventTime', 'storeId', 'memberId', 'basketId', 'sku', 'quantity', 'unitPriceMinor', 'discountMinor'];
  await readCsv(path, columns, ([time, store, member, basket, sku, quantityCell, priceCell, discountCell]) => {
    const id = textCell(basket, 'basketId');
    const item = interned(names, textCell(sku, 'sku'));
    const quantity = numberCell(quantityCell, 'quantity');
    if (quantity <= 0) return;
    const shelf = quantity * numberCell(priceCell, 'unitPriceMinor');
    const discount = shelf > 0 ? Math.min(PERCENT, (PERCENT * numberCell(discountCell, 'discountMinor')) / shelf) : 0;
    let receipt = receipts.get(id);
    if (receipt === undefined) {
      receipt = { id, memberId: textCell(member, 'memberId'), storeId: textCell(store, 'storeId'), atMs: timeCell(time, 'eventTime'), items: [], discounts: [] };
      receipts.set(id, receipt);
    }
    addItem(receipt, item, discount);
  });
  return [...receipts.values()].toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

/** @throws VitrineError `invalid_input_file` */
export async function readHouseholds(path: string): Promise<HouseholdRow[]> {
  const rows: HouseholdRow[] = [];
  await readCsv(path, ['memberId', 'basketId', 'storeId', 'targetTime', 'in300'], ([member, basket, store, time, in300]) => {
    rows.push({
      memberId: textCell(member, 'memberId'), basketId: textCell(basket, 'basketId'), storeId: textCell(store, 'storeId'),
      atMs: timeCell(time, 'targetTime'), in300: numberCell(in300, 'in300') === 1,
    });
  });
  return rows;
}

/** @throws VitrineError `invalid_input_file` */
export async function readTargets(path: string): Promise<TargetItem[]> {
  const rows: TargetItem[] = [];
  await readCsv(path, ['memberId', 'sku', 'onPromotion', 'offered'], ([member, sku, onPromotion, offered]) => {
    const wasOffered = numberCell(onPromotion, 'onPromotion') === 1 && numberCell(offered, 'offered') === 1;
    rows.push({ memberId: textCell(member, 'memberId'), item: textCell(sku, 'sku'), offered: wasOffered });
  });
  return rows;
}

/** @throws VitrineError `invalid_input_file` */
export async function readPromotions(path: string): Promise<StorePromotion[]> {
  const rows: StorePromotion[] = [];
  await readCsv(path, ['sku', 'storeId', 'startsAt', 'endsAt', 'discountPercent'], ([sku, store, startsAt, endsAt, discount]) => {
    rows.push({
      item: textCell(sku, 'sku'), storeId: textCell(store, 'storeId'), startsAtMs: timeCell(startsAt, 'startsAt'),
      endsAtMs: timeCell(endsAt, 'endsAt'), discountPercent: numberCell(discount, 'discountPercent'),
    });
  });
  return rows;
}

/** Title and category path, from the widest to the narrowest, per product. @throws VitrineError `invalid_input_file` */
export async function readGoods(path: string): Promise<Map<string, KnownGoods>> {
  const goods = new Map<string, KnownGoods>();
  await readCsv(path, ['sku', 'title', 'categoryPath'], ([sku, title = '', categoryPath = '']) => {
    goods.set(textCell(sku, 'sku'), { title, categoryPath: categoryPath.split(' > ').filter((level) => level !== '') });
  });
  return goods;
}

function addItem({ items, discounts }: OpenReceipt, item: string, discount: number): void {
  const place = items.indexOf(item);
  if (place < 0) {
    items.push(item);
    discounts.push(discount);
  } else discounts[place] = Math.max(discounts[place]!, discount);
}

/** One string a product, however many lines name it. */
function interned(names: Map<string, string>, name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, name);
  return name;
}
