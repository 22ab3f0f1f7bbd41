import type { Audience, OfferReason } from '@vitrine/contracts';
import type { Answer } from './answer.js';
import { send } from './request.js';

export interface SlateOffer {
  readonly rank: number;
  readonly sku: string;
  readonly promotionId: string;
  readonly title: string;
  readonly category: string;
  readonly brand: string | null;
  readonly discountPercent: number;
  readonly reason: OfferReason;
  readonly reasonText: string;
  readonly novel: boolean;
}

/** Offers for whoever stands at one booth; without `slateId` there is nothing to show. */
export interface Slate {
  readonly slateId: string | null;
  readonly sessionId: string | null;
  readonly audience: Audience;
  readonly decidedAt: string | null;
  readonly validUntil: string | null;
  readonly offers: readonly SlateOffer[];
}

/** Where a display stands. */
export interface Place {
  readonly storeId: string;
  readonly boothId: string;
}

export function boothPath({ storeId, boothId }: Place, resource: string): string {
  return `/v1/stores/${encodeURIComponent(storeId)}/booths/${encodeURIComponent(boothId)}/${resource}`;
}

/** The slate now; null when it still has the given ETag. */
export async function pollSlate(place: Place, etag: string | null): Promise<Answer<{ readonly slate: Slate; readonly etag: string | null } | null>> {
  const answer = await send(boothPath(place, 'offers'), { cache: 'no-store', headers: etag === null ? {} : { 'If-None-Match': etag } });
  if (!answer.ok) return answer;
  if (answer.value.status === 304) return { ok: true, value: null };
  return { ok: true, value: { slate: (await answer.value.json()) as Slate, etag: answer.value.headers.get('ETag') } };
}
