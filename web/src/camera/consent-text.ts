import { hex } from '../api/fresh-id.js';

/** Language of the text below, as recorded with the consent. */
export const CONSENT_LOCALE = 'en';

/** What a member agrees to for one purpose. The SHA-256 of exactly this text goes into the consent record. */
export const CONSENT_TEXTS = {
  RECOGNITION: `I agree that this retailer makes a mathematical template of my face from the photos I send and keeps it, encrypted with a key of my own, to recognise me at offer displays inside its shops.
A display looks for my face only after I act, for example by raising my hand. The photos and the camera's pictures are deleted once they have been evaluated; the pictures are kept for minutes at most.
My name, my photo and what I bought never appear on a display. My face is not used to guess my age, gender, origin or mood, and the template is not given to anybody else.
I can withdraw this consent at any time, here or at the till. My template is then destroyed at once. Without consent I shop as before, at no disadvantage.`,
  TASTE: `I agree that this retailer uses what I buy, in all of its shops, to choose offers that fit me on its displays.
Sensitive products, such as medicines, are left out. I can withdraw this consent at any time, here or at the till; what was learnt about my taste is then no longer used.`,
} as const;

export type AskedPurpose = keyof typeof CONSENT_TEXTS;

export const ASKED_PURPOSES: readonly AskedPurpose[] = ['RECOGNITION', 'TASTE'];

/** SHA-256 of a text in UTF-8, as lower-case hex. Browsers offer it on HTTPS and on localhost only. */
export async function sha256(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
