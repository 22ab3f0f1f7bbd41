import { describe, expect, it } from 'vitest';
import type { Answer, Problem } from '../api/answer.js';
import type { Enrolment, PoseChallenge } from '../api/enrolments.js';
import type { ConsentChange, ConsentEntry, MemberInfo } from '../api/members.js';
import { CONSENT_TEXTS, sha256, type AskedPurpose } from './consent-text.js';
import { enrol, type EnrolmentApi, type EnrolmentStep } from './enrol.js';

const problem = (code: string, status: number): { ok: false; problem: Problem } => ({ ok: false, problem: { title: code, detail: '', status, code } });

/** A platform whose views lag two questions behind what it has accepted. */
class LaggingPlatform implements EnrolmentApi {
  readonly changes: ConsentChange[] = [];
  sentWith: { consentId: string; photos: number; challengeId: string | null } | null = null;
  refuse: Problem | null = null;
  private questions = 0;
  private registered = false;

  putMember(): Promise<Answer<unknown>> {
    this.registered = true;
    return Promise.resolve({ ok: true, value: {} });
  }

  getMember(memberId: string): Promise<Answer<MemberInfo>> {
    if (!this.registered || this.lagging()) return Promise.resolve(problem('unknown_member', 404));
    const consents = this.changes.map(({ purpose, granted }, index): ConsentEntry => ({ consentId: `c${index}`, purpose, granted, changedAt: '' }));
    return Promise.resolve({ ok: true, value: { memberId, active: true, consents } });
  }

  postConsent(_memberId: string, change: ConsentChange): Promise<Answer<{ consentId: string }>> {
    this.changes.push(change);
    return Promise.resolve({ ok: true, value: { consentId: `c${this.changes.length - 1}` } });
  }

  postEnrolment(_memberId: string, consentId: string, photos: readonly Blob[], challengeId: string | null): Promise<Answer<Enrolment>> {
    this.sentWith = { consentId, photos: photos.length, challengeId };
    return Promise.resolve(this.refuse === null ? { ok: true, value: { enrolmentId: 'e1', status: 'pending' } } : { ok: false, problem: this.refuse });
  }

  getEnrolment(enrolmentId: string): Promise<Answer<Enrolment>> {
    return Promise.resolve({ ok: true, value: this.lagging() ? { enrolmentId, status: 'pending' } : { enrolmentId, status: 'accepted', photos: [{ accepted: true, reason: 'NONE' }] } });
  }

  pause(): Promise<void> {
    return Promise.resolve();
  }

  private lagging(): boolean {
    this.questions += 1;
    return this.questions % 3 !== 0;
  }
}

const PHOTO = new Blob(['jpeg']);

const run = async (platform: LaggingPlatform, purposes: readonly AskedPurpose[], given = {}, challenge: PoseChallenge | null = null) => {
  const steps: EnrolmentStep[] = [];
  const consented: string[] = [];
  const answer = await enrol(platform, { memberId: 'm1', purposes, given, pictures: { photos: [PHOTO, PHOTO], challenge } }, {
    step: (step) => steps.push(step),
    consented: (purpose, consentId) => consented.push(`${purpose} ${consentId}`),
  });
  return { answer, steps, consented };
};

describe('an enrolment', () => {
  it('goes through all its steps although the views lag, and ends with the decision', async () => {
    const platform = new LaggingPlatform();
    const { answer, steps, consented } = await run(platform, ['RECOGNITION', 'TASTE']);
    expect(answer).toMatchObject({ ok: true, value: { status: 'accepted' } });
    expect(steps).toEqual(['registering', 'consenting', 'sending', 'deciding']);
    expect(consented).toEqual(['RECOGNITION c0', 'TASTE c1']);
    expect(platform.sentWith).toEqual({ consentId: 'c0', photos: 2, challengeId: null });
  });

  it('names the challenge that its pictures answer', async () => {
    const platform = new LaggingPlatform();
    await run(platform, ['RECOGNITION'], {}, { challengeId: 'asked', prompts: ['left', 'ahead'], expiresAt: '' });
    expect(platform.sentWith?.challengeId).toBe('asked');
  });

  it('records the digest of the text that was shown for each purpose', async () => {
    const platform = new LaggingPlatform();
    await run(platform, ['RECOGNITION', 'TASTE']);
    expect(platform.changes.map(({ textSha256 }) => textSha256)).toEqual([await sha256(CONSENT_TEXTS.RECOGNITION), await sha256(CONSENT_TEXTS.TASTE)]);
  });

  it('sends no photo without consent to recognition', async () => {
    const platform = new LaggingPlatform();
    const { answer } = await run(platform, ['TASTE']);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'consent_missing' } });
    expect(platform.sentWith).toBeNull();
  });

  it('asks for no consent twice', async () => {
    const platform = new LaggingPlatform();
    await run(platform, ['RECOGNITION']);
    const again = await run(platform, ['RECOGNITION'], { RECOGNITION: 'c0' });
    expect(again.consented).toEqual([]);
    expect(platform.changes).toHaveLength(1);
  });

  it("ends with the platform's problem when the photos are refused", async () => {
    const platform = new LaggingPlatform();
    platform.refuse = problem('not_an_image', 422).problem;
    expect((await run(platform, ['RECOGNITION'])).answer).toEqual(problem('not_an_image', 422));
  });
});
