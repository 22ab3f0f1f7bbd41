import { VitrineError, type BoothId, type CatalogueRegion, type ChainId, type EventId, type StoreChanged, type StoreId } from '@vitrine/contracts';
import { checkedInput, idField } from '@vitrine/runtime';
import { z } from 'zod';

const title = z.string().trim().min(1).max(200);

/** Body of `PUT /v1/stores/{storeId}`, with the id of its path. */
const storeSchema = z.strictObject({
  storeId: idField<StoreId>(),
  title,
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin'),
  currency: z.string().refine((code) => Intl.supportedValuesOf('currency').includes(code), 'must be an ISO 4217 code such as EUR'),
  region: idField<CatalogueRegion>(),
  triggers: z.array(z.enum(['TOKEN', 'GESTURE', 'APPROACH'])).max(3).transform((kinds) => [...new Set(kinds)]),
  booths: z.array(z.strictObject({ boothId: idField<BoothId>(), title })).max(1000),
  active: z.boolean().default(true),
});

/** @throws VitrineError naming the first fault */
export function storeAnnouncement(input: unknown, chainId: ChainId, nowMs: number): StoreChanged {
  const store = checkedInput(storeSchema, input);
  const seen = new Set<BoothId>();
  for (const [index, { boothId }] of store.booths.entries()) {
    if (seen.has(boothId)) throw new VitrineError('invalid_field', `booth ${boothId} is listed twice`, { field: `booths[${index}].boothId` });
    seen.add(boothId);
  }
  return { ...store, eventId: `${chainId}:${store.storeId}:${nowMs}` as EventId, chainId, changedAtMs: nowMs };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
