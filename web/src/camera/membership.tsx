import { useState } from 'react';
import type { Answer, Problem } from '../api/answer.js';
import { eraseMember, postConsent } from '../api/members.js';
import { ProblemNote } from '../design/problem-note.js';
import { CONSENT_LOCALE, CONSENT_TEXTS, sha256, type AskedPurpose } from './consent-text.js';
import { withoutConsent } from './member-card.js';
import type { KeptCard } from './use-member-card.js';

const WITHDRAW: Readonly<Record<AskedPurpose, string>> = { RECOGNITION: 'Stop recognising me', TASTE: 'Stop learning my taste' };

interface MembershipProps {
  readonly kept: KeptCard;
  readonly given: readonly AskedPurpose[];
  readonly onEnded: () => void;
}

/** Withdrawing is as easy as consenting, and erasing is one button. */
export function Membership({ kept, given, onEnded }: MembershipProps) {
  const { card, keep, forget } = kept;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const perform = async <T,>(act: () => Promise<Answer<T>>, done: () => void) => {
    setBusy(true);
    const answer = await act();
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) return;
    done();
    onEnded();
  };
  const withdraw = (purpose: AskedPurpose) => perform(async () => {
    const textSha256 = await sha256(CONSENT_TEXTS[purpose]);
    return postConsent(card.memberId, { purpose, granted: false, textSha256, locale: CONSENT_LOCALE, channel: 'web', consentId: card.consents[purpose] ?? '' });
  }, () => keep((known) => withoutConsent(known, purpose)));

  return (
    <div className="steps">
      <p className="result" data-good="true">{card.enrolled ? 'You are enrolled.' : 'Your consent is on record.'} You can end it here at any time.</p>
      <div className="buttons">
        {given.map((purpose) => <button key={purpose} type="button" className="button small" disabled={busy} onClick={() => void withdraw(purpose)}>{WITHDRAW[purpose]}</button>)}
        <button type="button" className="button small danger" disabled={busy} onClick={() => void perform(() => eraseMember(card.memberId), forget)}>Erase me</button>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}
