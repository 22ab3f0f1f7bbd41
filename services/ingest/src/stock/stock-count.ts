import type { ChainId, EventId, Sku, StockChanged, StoreId } from '@vitrine/contracts';
import { checkedInput, idField, instantField } from '@vitrine/runtime';
import { z } from 'zod';
import { futureFault } from '../intake/time.js';

/** Body of `PUT /v1/stores/{storeId}/stock/{sku}` with what its path says, and item of a batch. */
const stockSchema = z.strictObject({ storeId: idField<StoreId>(), sku: idField<Sku>(), onHandMilli: z.int(), countedAt: instantField.optional() });

/** @throws VitrineError naming the first fault */
export function stockCount(input: unknown, chainId: ChainId, nowMs: number, clockSkewMs: number): StockChanged {
  const { countedAt = nowMs, ...count } = checkedInput(stockSchema, input);
  const fault = futureFault('countedAt', countedAt, nowMs, clockSkewMs);
  if (fault !== null) throw fault;
  return { ...count, eventId: `${chainId}:${count.storeId}:${count.sku}:${countedAt}` as EventId, chainId, countedAtMs: countedAt };
}
