import type { VitrineError } from '@vitrine/contracts';
import type { StoreRecord } from '@vitrine/state';
import { triggerFault, type FrameHeaders } from './frame-headers.js';

/**
 * No frame is processed without an act of the shopper that this store's policy lists, done before the frame and not long before it.
 * @param maxAgeMs longest time from the act to the frame
 */
export function triggerPolicyFault({ trigger, capturedAtMs }: FrameHeaders, store: StoreRecord, maxAgeMs: number): VitrineError | null {
  if (!store.triggers.includes(trigger.kind)) {
    return triggerFault('Vitrine-Trigger', store.triggers.length === 0 ? 'recognition is off in this store' : `this store permits ${store.triggers.join(', ').toLowerCase()}`);
  }
  if (trigger.atMs > capturedAtMs) return triggerFault('Vitrine-Trigger-At', 'the act came after the frame');
  if (capturedAtMs - trigger.atMs > maxAgeMs) return triggerFault('Vitrine-Trigger-At', `the act lies more than ${maxAgeMs} ms before the frame`);
  return null;
}
