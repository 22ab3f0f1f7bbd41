import { IDENTIFIER_PATTERN, type MemberId, type PromotionId, type Sku, type StoreId, type TillId } from '@vitrine/contracts';
import { z } from 'zod';
import { CURRENCY_PATTERN, MOST_LINES, type Receipt, type ReceiptLine } from './receipt.js';

const DAY_PATTERN = z.core.regexes.date;
const INSTANT_PATTERN = z.core.regexes.datetime({});
const FIELDS = 9;
const LINE_FIELDS = 3;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What `receiptSchema` makes of a receipt without any fault that takes nothing back, which is nearly every one, at a quarter of the time and of the
 * memory. Null: the schema has to say; whatever is refused, it refuses.
 */
export function plainReceipt(input: unknown): Receipt | null {
  if (!isObject(input)) return null;
  const { storeId, tillId, businessDay, sequenceNumber, occurredAt, kind, corrects, memberId, currency, totalMinor } = input;
  if (!isId(storeId) || !isId(tillId) || !matches(DAY_PATTERN, businessDay) || !isCount(sequenceNumber) || !matches(INSTANT_PATTERN, occurredAt)) return null;
  if ((kind !== 'SALE' && kind !== 'RETURN') || (corrects !== undefined && corrects !== null)) return null;
  if (!isOptionalId(memberId) || !matches(CURRENCY_PATTERN, currency) || !isCount(totalMinor)) return null;
  if (Object.keys(input).length !== FIELDS + present(corrects) + present(memberId)) return null;
  const lines = plainLines(input['lines']);
  if (lines === null) return null;
  return {
    storeId: storeId as StoreId, tillId: tillId as TillId, businessDay, sequenceNumber, occurredAt: Date.parse(occurredAt), kind, corrects: null,
    memberId: (memberId ?? null) as MemberId | null, currency, lines, totalMinor,
  };
}

function plainLines(input: unknown): ReceiptLine[] | null {
  if (!Array.isArray(input) || input.length === 0 || input.length > MOST_LINES) return null;
  const lines: ReceiptLine[] = [];
  for (const line of input as unknown[]) {
    const plain = plainLine(line);
    if (plain === null) return null;
    lines.push(plain);
  }
  return lines;
}

function plainLine(input: unknown): ReceiptLine | null {
  if (!isObject(input)) return null;
  const { sku, quantityMilli, unitPriceMinor, discountMinor, promotionId } = input;
  if (!isId(sku) || !isCount(quantityMilli) || quantityMilli === 0 || !isCount(unitPriceMinor) || !isOptionalId(promotionId)) return null;
  if (discountMinor !== undefined && !isCount(discountMinor)) return null;
  if (Object.keys(input).length !== LINE_FIELDS + present(discountMinor) + present(promotionId)) return null;
  return { sku: sku as Sku, quantityMilli, unitPriceMinor, discountMinor: discountMinor ?? 0, promotionId: (promotionId ?? null) as PromotionId | null };
}

function isObject(input: unknown): input is Fields {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function matches(pattern: RegExp, input: unknown): input is string {
  return typeof input === 'string' && pattern.test(input);
}

function isId(input: unknown): input is string {
  return matches(IDENTIFIER_PATTERN, input);
}

function isOptionalId(input: unknown): input is string | null | undefined {
  return input === undefined || input === null || isId(input);
}

function isCount(input: unknown): input is number {
  return Number.isSafeInteger(input) && (input as number) >= 0;
}

function present(field: unknown): number {
  return field === undefined ? 0 : 1;
}
