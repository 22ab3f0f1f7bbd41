import { useState } from 'react';
import { serverClock } from '../api/server-clock.js';
import { ProblemNote } from '../design/problem-note.js';
import { ConsentForm } from './consent-form.js';
import { ASKED_PURPOSES, type AskedPurpose } from './consent-text.js';
import type { EnrolmentStep, Pictures } from './enrol.js';
import { EnrolmentResult } from './enrolment-result.js';
import { GuidedCapture } from './guided-capture.js';
import { isOver, poseAsked, type GuidedShots } from './guided-shots.js';
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
const NONE: Pictures = { photos: [], challenge: null };

type Way = 'guided' | 'photos';
const WAYS: readonly (readonly [way: Way, title: string])[] = [['guided', 'At my camera, guided'], ['photos', 'With photos I have']];

export function EnrolForm({ kept }: { readonly kept: KeptCard }) {
  const [agreed, setAgreed] = useState<readonly AskedPurpose[]>([]);
  const [way, setWay] = useState<Way>('guided');
  const [pictures, setPictures] = useState<Pictures>(NONE);
  const [late, setLate] = useState(false);
  /** Challenge that was answered: it is not taken again. */
  const [answered, setAnswered] = useState<string | null>(null);
  const { step, enrolment, problem, start } = useEnrolment(kept);
  const given = ASKED_PURPOSES.filter((purpose) => kept.card.consents[purpose] !== undefined);
  const permitted = given.includes('RECOGNITION') || agreed.includes('RECOGNITION');
  const spent = pictures.challenge !== null && pictures.challenge.challengeId === answered;
  const choose = (chosen: Way) => {
    setWay(chosen);
    setPictures(NONE);
  };
  const guided = (shots: GuidedShots | null) => {
    setLate(false);
    setPictures(shots !== null && poseAsked(shots) === null ? { photos: shots.shots, challenge: shots.challenge } : NONE);
  };
  const send = () => {
    const over = pictures.challenge !== null && isOver(pictures.challenge, serverClock.nowMs());
    setLate(over);
    if (over) return;
    setAnswered(pictures.challenge?.challengeId ?? null);
    start(agreed, pictures);
  };
  return (
    <div className="steps">
      <p>Your member number is <strong className="mono">{kept.card.memberId}</strong>. No name, no address.</p>
      {given.length > 0 && <Membership kept={kept} given={given} onEnded={() => setAgreed([])} />}
      <ConsentForm agreed={agreed} given={given} onChange={setAgreed} />
      <WayChoice way={way} onChoose={choose} />
      {way === 'guided' ? <GuidedCapture memberId={kept.card.memberId} onChange={guided} /> : <PhotoCollector photos={pictures.photos} onChange={(photos) => setPictures({ photos, challenge: null })} />}
      <button type="button" className="button primary" disabled={!permitted || pictures.photos.length < LEAST_PHOTOS || spent || step !== null} onClick={send}>
        {kept.card.enrolled ? 'Enrol with these photos instead' : 'Enrol me'}
      </button>
      <div aria-live="polite">
        {step !== null && <p className="hint">{STEPS[step]}</p>}
        {!permitted && pictures.photos.length > 0 && <p className="hint">Recognition needs your consent, above.</p>}
        {late && <p className="hint">These pictures were taken too long ago. Start again, please.</p>}
        {enrolment !== null && <EnrolmentResult enrolment={enrolment} poses={pictures.challenge?.prompts ?? []} />}
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}

function WayChoice({ way, onChoose }: { readonly way: Way; readonly onChoose: (way: Way) => void }) {
  return (
    <fieldset>
      <legend className="step-title">How do you want to enrol?</legend>
      <div className="ways">
        {WAYS.map(([id, title]) => (
          <label key={id} className="check">
            <input type="radio" name="way" checked={way === id} onChange={() => onChoose(id)} />
            <span>{title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
