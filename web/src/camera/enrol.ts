import type { Answer, Problem } from '../api/answer.js';
import type { Enrolment, PoseChallenge } from '../api/enrolments.js';
import type { ConsentChange, MemberInfo } from '../api/members.js';
import { CONSENT_LOCALE, CONSENT_TEXTS, sha256, type AskedPurpose } from './consent-text.js';

/** Routes that an enrolment goes through. */
export interface EnrolmentApi {
  putMember(memberId: string): Promise<Answer<unknown>>;
  getMember(memberId: string): Promise<Answer<MemberInfo>>;
  postConsent(memberId: string, change: ConsentChange): Promise<Answer<{ readonly consentId: string }>>;
  postEnrolment(memberId: string, consentId: string, photos: readonly Blob[], challengeId: string | null): Promise<Answer<Enrolment>>;
  getEnrolment(enrolmentId: string): Promise<Answer<Enrolment>>;
  /** Waits between two questions. */
  pause(ms: number): Promise<void>;
}

/** Photos to enrol with, and the challenge that they answer, if any. */
export interface Pictures {
  readonly photos: readonly Blob[];
  readonly challenge: PoseChallenge | null;
}

export interface EnrolmentWish {
  readonly memberId: string;
  readonly purposes: readonly AskedPurpose[];
  /** Consents given earlier. */
  readonly given: Readonly<Partial<Record<AskedPurpose, string>>>;
  readonly pictures: Pictures;
}

export type EnrolmentStep = 'registering' | 'consenting' | 'sending' | 'deciding';

/** Told as it goes on. */
export interface EnrolmentProgress {
  step(step: EnrolmentStep): void;
  consented(purpose: AskedPurpose, consentId: string): void;
}

const ASK_EVERY_MS = 400;
const PATIENCE_MS = 60_000;

const LATE: Problem = {
  title: 'The platform has not caught up within a minute', detail: 'What was sent is accepted; try again later.', status: 0, code: 'late',
};
const NO_CONSENT: Problem = { title: 'Recognition needs your consent', detail: 'Tick the first purpose.', status: 0, code: 'consent_missing' };

/** Registers the member, records each consent, sends the photos, and waits for the face worker's decision. */
export async function enrol(api: EnrolmentApi, wish: EnrolmentWish, progress: EnrolmentProgress): Promise<Answer<Enrolment>> {
  progress.step('registering');
  const registered = await register(api, wish.memberId);
  if (!registered.ok) return registered;
  progress.step('consenting');
  const consents = await recordConsents(api, wish, progress);
  if (!consents.ok) return consents;
  const consentId = consents.value.RECOGNITION;
  if (consentId === undefined) return { ok: false, problem: NO_CONSENT };
  progress.step('sending');
  const sent = await api.postEnrolment(wish.memberId, consentId, wish.pictures.photos, wish.pictures.challenge?.challengeId ?? null);
  if (!sent.ok) return sent;
  progress.step('deciding');
  return until(api, () => api.getEnrolment(sent.value.enrolmentId), ({ status }) => status !== 'pending');
}

/** The views behind the routes follow the log: a member announced a moment ago may not be known yet. */
async function register(api: EnrolmentApi, memberId: string): Promise<Answer<unknown>> {
  const put = await api.putMember(memberId);
  return put.ok ? until(api, () => api.getMember(memberId), () => true) : put;
}

type Consents = Partial<Record<AskedPurpose, string>>;

async function recordConsents(api: EnrolmentApi, { memberId, purposes, given }: EnrolmentWish, progress: EnrolmentProgress): Promise<Answer<Consents>> {
  const consents: Consents = { ...given };
  for (const purpose of purposes.filter((asked) => given[asked] === undefined)) {
    const textSha256 = await sha256(CONSENT_TEXTS[purpose]);
    const answer = await api.postConsent(memberId, { purpose, granted: true, textSha256, locale: CONSENT_LOCALE, channel: 'web' });
    if (!answer.ok) return answer;
    consents[purpose] = answer.value.consentId;
    progress.consented(purpose, answer.value.consentId);
  }
  const all = Object.values(consents);
  const known = await until(api, () => api.getMember(memberId), (member) => all.every((id) => member.consents.some(({ consentId, granted }) => granted && consentId === id)));
  return known.ok ? { ok: true, value: consents } : known;
}

/** Asks until the answer is the one waited for. Not known yet is waited for too; any other problem ends it. */
async function until<T>(api: EnrolmentApi, ask: () => Promise<Answer<T>>, done: (value: T) => boolean): Promise<Answer<T>> {
  for (let waitedMs = 0; waitedMs <= PATIENCE_MS; waitedMs += ASK_EVERY_MS) {
    const answer = await ask();
    if (answer.ok ? done(answer.value) : answer.problem.status !== 404) return answer;
    await api.pause(ASK_EVERY_MS);
  }
  return { ok: false, problem: LATE };
}
