import { useState } from 'react';
import type { Problem } from '../api/answer.js';
import { getEnrolment, postEnrolment, type Enrolment } from '../api/enrolments.js';
import { getMember, postConsent, putMember } from '../api/members.js';
import type { AskedPurpose } from './consent-text.js';
import { enrol, type EnrolmentApi, type EnrolmentStep, type Pictures } from './enrol.js';
import { withConsent } from './member-card.js';
import type { KeptCard } from './use-member-card.js';

const API: EnrolmentApi = {
  putMember, getMember, postConsent, postEnrolment, getEnrolment,
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export interface EnrolmentControl {
  readonly step: EnrolmentStep | null;
  readonly enrolment: Enrolment | null;
  readonly problem: Problem | null;
  readonly start: (purposes: readonly AskedPurpose[], pictures: Pictures) => void;
}

export function useEnrolment({ card, keep }: KeptCard): EnrolmentControl {
  const [step, setStep] = useState<EnrolmentStep | null>(null);
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const run = async (purposes: readonly AskedPurpose[], pictures: Pictures) => {
    setEnrolment(null);
    setProblem(null);
    const progress = { step: setStep, consented: (purpose: AskedPurpose, consentId: string) => keep((known) => withConsent(known, purpose, consentId)) };
    const answer = await enrol(API, { memberId: card.memberId, purposes, given: card.consents, pictures }, progress);
    setStep(null);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    setEnrolment(answer.value);
    if (answer.value.status === 'accepted') keep((known) => ({ ...known, enrolled: true }));
  };
  return { step, enrolment, problem, start: (purposes, pictures) => void run(purposes, pictures) };
}
