import type { ImpressionKind } from '@vitrine/contracts';
import type { Answer } from './answer.js';
import { jsonBody, sendForJson } from './request.js';
import { boothPath, type Place } from './slates.js';

export interface Impression {
  readonly eventId: string;
  readonly sessionId: string;
  readonly slateId: string;
  readonly kind: ImpressionKind;
  readonly sku?: string;
  readonly occurredAt: string;
}

export function postImpressions(place: Place, impressions: readonly Impression[]): Promise<Answer<{ readonly accepted: number }>> {
  return sendForJson(boothPath(place, 'impressions'), jsonBody('POST', { impressions }));
}
