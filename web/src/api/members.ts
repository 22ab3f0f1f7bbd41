import type { ConsentPurpose } from '@vitrine/contracts';
import type { Answer } from './answer.js';
import { jsonBody, sendForJson } from './request.js';

export interface ConsentEntry {
  readonly consentId: string;
  readonly purpose: ConsentPurpose;
  readonly granted: boolean;
  readonly changedAt: string;
}

export interface MemberInfo {
  readonly memberId: string;
  readonly active: boolean;
  readonly consents: readonly ConsentEntry[];
}

export interface ConsentChange {
  readonly purpose: ConsentPurpose;
  readonly granted: boolean;
  readonly textSha256: string;
  readonly locale: string;
  readonly channel: string;
  /** Only when an existing record is withdrawn or given again. */
  readonly consentId?: string;
}

const memberPath = (memberId: string) => `/v1/members/${encodeURIComponent(memberId)}`;

export function putMember(memberId: string): Promise<Answer<{ readonly eventId: string }>> {
  return sendForJson(memberPath(memberId), jsonBody('PUT', { active: true }));
}

export function getMember(memberId: string): Promise<Answer<MemberInfo>> {
  return sendForJson(memberPath(memberId), { cache: 'no-store' });
}

export function postConsent(memberId: string, change: ConsentChange): Promise<Answer<{ readonly consentId: string }>> {
  return sendForJson(`${memberPath(memberId)}/consents`, jsonBody('POST', change));
}

/** Erases templates, taste and the member. */
export function eraseMember(memberId: string): Promise<Answer<{ readonly erasureId: string }>> {
  return sendForJson(memberPath(memberId), { method: 'DELETE' });
}
