import type { EventId, ImpressionRecorded, SessionId, Sku } from '@vitrine/contracts';
import { VitrineError } from '@vitrine/contracts';
import { checkedInput, idField, instantField } from '@vitrine/runtime';
import type { BoothAddress } from '@vitrine/state';
import { z } from 'zod';

const MOST = 100;

/** Body of `POST …/impressions`. */
const impressionsSchema = z.strictObject({
  impressions: z.array(z.strictObject({
    eventId: idField<EventId>(),
    sessionId: idField<SessionId>(),
    slateId: z.string().regex(/^[\w.:/@-]{1,200}$/, 'must be the id of a slate').transform((text) => text as EventId),
    kind: z.enum(['SHOWN', 'DISMISSED', 'NOT_ME', 'HANDED_OFF']),
    sku: idField<Sku>().nullable().default(null),
    occurredAt: instantField,
  })).min(1).max(MOST),
});

/** @throws VitrineError naming the first fault; one refuses all */
export function impressionEvents(body: unknown, booth: BoothAddress, nowMs: number, clockSkewMs: number): ImpressionRecorded[] {
  return checkedInput(impressionsSchema, body).impressions.map(({ occurredAt, ...impression }, index) => {
    if (occurredAt > nowMs + clockSkewMs) {
      throw new VitrineError('time_in_future', 'the display’s clock is ahead of this platform’s', { field: `impressions[${index}].occurredAt`, clockSkewMs });
    }
    return { ...impression, ...booth, occurredAtMs: occurredAt };
  });
}
