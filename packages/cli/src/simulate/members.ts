import { createHash } from 'node:crypto';
import { VitrineError } from '@vitrine/contracts';
import type { ApiClient } from './api-client.js';
import { ENROLMENT_CHANGES, picture, type SamplePerson } from './face-photographs.js';

const CONSENT_TEXT = 'Sample member of a demonstration: recognition at booths and offers from own purchases.';
const POLL_MS = 100;

/** Registers members and their consents. */
export async function register(ingest: ApiClient, memberId: string): Promise<{ readonly recognitionConsentId: string }> {
  await ingest.put(`/v1/members/${memberId}`, {});
  const textSha256 = createHash('sha256').update(CONSENT_TEXT).digest('hex');
  const consent = (purpose: string): Promise<{ consentId: string }> =>
    ingest.post(`/v1/members/${memberId}/consents`, { purpose, granted: true, textSha256, locale: 'en', channel: 'console' });
  await consent('TASTE');
  const { consentId } = await consent('RECOGNITION');
  return { recognitionConsentId: consentId };
}

/** Enrols the person's face for the member and waits for the outcome. @throws VitrineError `not_an_image` when it was refused */
export async function enrol(ingest: ApiClient, memberId: string, consentId: string, person: SamplePerson): Promise<void> {
  const photos = await Promise.all(ENROLMENT_CHANGES.map((change) => picture(person, change)));
  const form = (): FormData => {
    const data = new FormData();
    data.append('consentId', consentId);
    photos.forEach((photo, index) => data.append('photos', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), `${index}.jpg`));
    return data;
  };
  const { enrolmentId } = await ingest.postForm<{ enrolmentId: string }>(`/v1/members/${memberId}/enrolments`, form);
  for (;;) {
    const { status, refusal } = await ingest.get<{ status: string; refusal?: string }>(`/v1/enrolments/${enrolmentId}`);
    if (status === 'accepted') return;
    if (status === 'refused') throw new VitrineError('not_an_image', `the enrolment of ${person.person} was refused: ${refusal ?? 'no reason given'}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
