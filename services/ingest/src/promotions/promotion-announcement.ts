import { VitrineError, type ChainId, type EventId, type PromotionChanged, type PromotionId, type Sku, type StoreId } from '@vitrine/contracts';
import { checkedInput, idField, instantField } from '@vitrine/runtime';
import { z } from 'zod';

const place = z.string().trim().max(100).default('');

/** Body of `PUT /v1/promotions/{promotionId}` with the id of its path, and item of a batch. */
const promotionSchema = z.strictObject({
  promotionId: idField<PromotionId>(),
  storeId: idField<StoreId>(),
  sku: idField<Sku>(),
  startsAt: instantField,
  endsAt: instantField,
  discountPercent: z.int().min(0).max(100),
  display: place,
  mailer: place,
  active: z.boolean().default(true),
});

/** @throws VitrineError naming the first fault */
export function promotionAnnouncement(input: unknown, chainId: ChainId, nowMs: number): PromotionChanged {
  const { startsAt, endsAt, ...promotion } = checkedInput(promotionSchema, input);
  if (endsAt <= startsAt) throw new VitrineError('invalid_field', 'endsAt must be after startsAt', { field: 'endsAt' });
  const eventId = `${chainId}:${promotion.promotionId}:${nowMs}` as EventId;
  return { ...promotion, eventId, chainId, changedAtMs: nowMs, startsAtMs: startsAt, endsAtMs: endsAt };
}
