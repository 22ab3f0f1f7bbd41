import type { ChainId, EventId, ProductChanged, Sku } from '@vitrine/contracts';
import { checkedInput, idField } from '@vitrine/runtime';
import { z } from 'zod';

const name = z.string().trim().min(1).max(200);

/** Body of `PUT /v1/products/{sku}` with the sku of its path, and item of a batch. */
const productSchema = z.strictObject({
  sku: idField<Sku>(),
  title: name,
  categoryPath: z.array(name).min(1).max(8),
  brand: name.nullable().default(null),
  sensitive: z.boolean().default(false),
  active: z.boolean().default(true),
  marginPercent: z.number().min(-1000).max(100).nullable().default(null),
});

/** @throws VitrineError naming the first fault */
export function productAnnouncement(input: unknown, chainId: ChainId, nowMs: number): ProductChanged {
  const product = checkedInput(productSchema, input);
  return { ...product, eventId: `${chainId}:${product.sku}:${nowMs}` as EventId, chainId, changedAtMs: nowMs };
}
