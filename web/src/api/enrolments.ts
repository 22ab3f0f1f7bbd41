import type { EnrolmentRefusal, PhotoDecision } from '@vitrine/contracts';
import type { Answer } from './answer.js';
import { sendForJson } from './request.js';

export interface Enrolment {
  readonly enrolmentId: string;
  readonly status: 'pending' | 'accepted' | 'refused';
  readonly refusal?: EnrolmentRefusal;
  readonly photos?: readonly PhotoDecision[];
}

export function postEnrolment(memberId: string, consentId: string, photos: readonly Blob[]): Promise<Answer<Enrolment>> {
  const form = new FormData();
  form.append('consentId', consentId);
  photos.forEach((photo, index) => form.append('photos', photo, `photo-${index + 1}.jpg`));
  return sendForJson(`/v1/members/${encodeURIComponent(memberId)}/enrolments`, { method: 'POST', body: form });
}

export function getEnrolment(enrolmentId: string): Promise<Answer<Enrolment>> {
  return sendForJson(`/v1/enrolments/${encodeURIComponent(enrolmentId)}`, { cache: 'no-store' });
}
