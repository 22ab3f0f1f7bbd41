import { VitrineError, type FrameSource, type SessionId, type Trigger, type Zone } from '@vitrine/contracts';
import { checkedInput, idField, instantField } from '@vitrine/runtime';
import { z } from 'zod';

const fraction = z.number().min(0).max(1);
const zoneField = z.string().transform((text) => text.split(',').map(Number)).pipe(z.tuple([fraction, fraction, fraction, fraction]))
  .refine(([x, y, width, height]) => width > 0 && height > 0 && x + width <= 1.001 && y + height <= 1.001, 'must lie within the picture')
  .transform(([x, y, width, height]): Zone => ({ x, y, width, height }));

/** Headers of `POST …/frames`. A missing one reads as empty, so that its fault is that of a value. */
const headersSchema = z.object({
  'Vitrine-Session': idField<SessionId>(),
  'Vitrine-Sequence': z.string().regex(/^\d{1,15}$/, 'must be a whole number from 0').transform(Number),
  'Vitrine-Captured-At': instantField,
  'Vitrine-Zone': zoneField.nullable(),
  'Vitrine-Source': z.enum(['camera', 'upload']),
});

const TRIGGER_KINDS = { token: 'TOKEN', gesture: 'GESTURE', approach: 'APPROACH' } as const;

/** What a camera says about a frame. */
export interface FrameHeaders {
  readonly sessionId: SessionId;
  readonly sequence: number;
  readonly capturedAtMs: number;
  /** Whether this is one of several frames, or a photograph that stands for itself. */
  readonly source: FrameSource;
  readonly zone: Zone | null;
  readonly trigger: Trigger;
}

/** @throws VitrineError `invalid_field`; `trigger_not_permitted` where the trigger itself is missing or unreadable */
export function readFrameHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): FrameHeaders {
  const header = (name: string): string => String(headers[name.toLowerCase()] ?? '');
  const given = checkedInput(headersSchema, {
    'Vitrine-Session': header('Vitrine-Session'),
    'Vitrine-Sequence': header('Vitrine-Sequence'),
    'Vitrine-Captured-At': header('Vitrine-Captured-At'),
    'Vitrine-Zone': header('Vitrine-Zone') || null,
    'Vitrine-Source': header('Vitrine-Source') || 'camera',
  });
  return {
    sessionId: given['Vitrine-Session'], sequence: given['Vitrine-Sequence'], capturedAtMs: given['Vitrine-Captured-At'], zone: given['Vitrine-Zone'],
    source: given['Vitrine-Source'] === 'upload' ? 'UPLOAD' : 'CAMERA',
    trigger: readTrigger(header('Vitrine-Trigger'), header('Vitrine-Trigger-At'), header('Vitrine-Trigger-Token')),
  };
}

function readTrigger(kindText: string, atText: string, token: string): Trigger {
  const kind = Object.entries(TRIGGER_KINDS).find(([text]) => text === kindText)?.[1];
  if (kind === undefined) throw triggerFault('Vitrine-Trigger', 'a frame names the act that permits it: gesture, token or approach');
  const at = instantField.safeParse(atText);
  if (!at.success) throw triggerFault('Vitrine-Trigger-At', 'a frame tells when the shopper acted, as a time in UTC');
  if ((kind === 'TOKEN') !== /^[\w.~-]{1,200}$/.test(token)) throw triggerFault('Vitrine-Trigger-Token', 'a token goes with the trigger token, and only with it');
  return { kind, atMs: at.data, token: kind === 'TOKEN' ? token : null };
}

/** A frame that may not be processed. */
export function triggerFault(field: string, detail: string): VitrineError {
  return new VitrineError('trigger_not_permitted', detail, { field });
}
