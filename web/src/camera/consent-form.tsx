import { ASKED_PURPOSES, CONSENT_TEXTS, type AskedPurpose } from './consent-text.js';

const TITLES: Readonly<Record<AskedPurpose, string>> = { RECOGNITION: 'Recognise me at displays', TASTE: 'Learn my taste from what I buy' };

interface ConsentFormProps {
  readonly agreed: readonly AskedPurpose[];
  /** Purposes consented to earlier; they are withdrawn elsewhere. */
  readonly given: readonly AskedPurpose[];
  readonly onChange: (agreed: readonly AskedPurpose[]) => void;
}

/** Each purpose in full, none ticked beforehand. */
export function ConsentForm({ agreed, given, onChange }: ConsentFormProps) {
  const toggle = (purpose: AskedPurpose) => onChange(agreed.includes(purpose) ? agreed.filter((other) => other !== purpose) : [...agreed, purpose]);
  return (
    <fieldset className="steps">
      <legend className="step-title">Your consent</legend>
      {ASKED_PURPOSES.map((purpose) => (
        <div key={purpose} className="consent">
          <label className="check">
            <input type="checkbox" checked={given.includes(purpose) || agreed.includes(purpose)} disabled={given.includes(purpose)} onChange={() => toggle(purpose)} />
            <strong>{TITLES[purpose]}</strong>
          </label>
          <div className="consent-text" tabIndex={0} role="group" aria-label={`${TITLES[purpose]}: the text`}>
            {CONSENT_TEXTS[purpose].split('\n').map((paragraph) => <p key={paragraph}>{paragraph}</p>)}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
