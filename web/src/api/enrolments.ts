import type { EnrolmentRefusal, PhotoDecision } from '@vitrine/contracts';
import type { Answer } from './answer.js';
import { sendForJson } from './request.js';

export interface Enrolment {
  readonly enrolmentId: string;
  readonly status: 'pending' | 'accepted' | 'refused';
  readonly refusal?: EnrolmentRefusal;
  readonly photos?: readonly PhotoDecision[];
}

/** What a person is asked to do at the camera; left and right are their own. */
export type Pose = 'ahead' | 'left' | 'right';

export interface PoseChallenge {
  readonly challengeId: string;
  readonly prompts: readonly Pose[];
  readonly expiresAt: string;
}

/** An order of poses that nobody knew before; taken once, and not for long. */
export function postChallenge(memberId: string): Promise<Answer<PoseChallenge>> {
  return sendForJson(`/v1/members/${encodeURIComponent(memberId)}/enrolment-challenges`, { method: 'POST' });
}

/** @param challengeId the challenge that the photos answer, one a pose; null for photos of the person's choice */
export function postEnrolment(memberId: string, consentId: string, photos: readonly Blob[], challengeId: string | null): Promise<Answer<Enrolment>> {
  const form = new FormData();
  form.append('consentId', consentId);
  if (challengeId !== null) form.append('challenge', challengeId);
  photos.forEach((photo, index) => form.append('photos', photo, `photo-${index + 1}.jpg`));
  return sendForJson(`/v1/members/${encodeURIComponent(memberId)}/enrolments`, { method: 'POST', body: form });
}

export function getEnrolment(enrolmentId: string): Promise<Answer<Enrolment>> {
  return sendForJson(`/v1/enrolments/${encodeURIComponent(enrolmentId)}`, { cache: 'no-store' });
}
