import { getHealth } from '../api/operations.js';
import { usePolled } from './use-polled.js';

const EVERY_MS = 3000;

/** Whether the platform is ready, and what is missing where it is not. */
export function HealthPanel() {
  const answer = usePolled(getHealth, EVERY_MS);
  const { word, state, reasons } = describe(answer);
  return (
    <section className="panel health" data-state={state} aria-label="Health">
      <p className="health-word" role="status"><span className="health-mark" aria-hidden="true" />{word}</p>
      {reasons.map(([name, reason]) => <p key={name}><strong>{name}</strong>: {reason}</p>)}
    </section>
  );
}

interface Description {
  readonly word: string;
  readonly state: 'good' | 'warn' | 'bad' | 'unknown';
  readonly reasons: readonly (readonly [string, string])[];
}

function describe(answer: Awaited<ReturnType<typeof getHealth>> | null): Description {
  if (answer === null) return { word: 'Asking …', state: 'unknown', reasons: [] };
  if (!answer.ok) return { word: 'No answer', state: 'bad', reasons: [] };
  const reasons = Object.entries(answer.value.reasons);
  return answer.value.ready ? { word: 'Ready', state: 'good', reasons } : { word: 'Not ready', state: 'warn', reasons };
}
