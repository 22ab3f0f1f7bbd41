import { useState } from 'react';
import { ProblemNote } from '../design/problem-note.js';
import { ConsentForm } from './consent-form.js';
import { ASKED_PURPOSES, type AskedPurpose } from './consent-text.js';
import type { EnrolmentStep } from './enrol.js';
import { EnrolmentResult } from './enrolment-result.js';
import { Membership } from './membership.js';
import { PhotoCollector } from './photo-collector.js';
import { useEnrolment } from './use-enrolment.js';
import type { KeptCard } from './use-member-card.js';

const STEPS: Readonly<Record<EnrolmentStep, string>> = {
  registering: 'Registering your number …',
  consenting: 'Recording your consent …',
  sending: 'Sending the photos …',
  deciding: 'The face worker looks at the photos …',
};

/** The face worker refuses fewer. */
const LEAST_PHOTOS = 3;

export function EnrolForm({ kept }: { readonly kept: KeptCard }) {
  const [agreed, setAgreed] = useState<readonly AskedPurpose[]>([]);
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const { step, enrolment, problem, start } = useEnrolment(kept);
  const given = ASKED_PURPOSES.filter((purpose) => kept.card.consents[purpose] !== undefined);
  const permitted = given.includes('RECOGNITION') || agreed.includes('RECOGNITION');
  return (
    <div className="steps">
      <p>Your member number is <strong className="mono">{kept.card.memberId}</strong>. No name, no address.</p>
      {given.length > 0 && <Membership kept={kept} given={given} onEnded={() => setAgreed([])} />}
      <ConsentForm agreed={agreed} given={given} onChange={setAgreed} />
      <PhotoCollector photos={photos} onChange={setPhotos} />
      <button type="button" className="button primary" disabled={!permitted || photos.length < LEAST_PHOTOS || step !== null} onClick={() => start(agreed, photos)}>
        {kept.card.enrolled ? 'Enrol with these photos instead' : 'Enrol me'}
      </button>
      <div aria-live="polite">
        {step !== null && <p className="hint">{STEPS[step]}</p>}
        {!permitted && photos.length > 0 && <p className="hint">Recognition needs your consent, above.</p>}
        {enrolment !== null && <EnrolmentResult enrolment={enrolment} />}
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}
