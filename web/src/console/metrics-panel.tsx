import { getMetrics } from '../api/operations.js';
import { isProcessMetric, readMetrics, readingText, type MetricReading } from './metrics-text.js';
import { usePolled } from './use-polled.js';

const EVERY_MS = 5000;
const PARTS_SHOWN = 6;

/** The platform's own figures, each in its own words. */
export function MetricsPanel() {
  const answer = usePolled(getMetrics, EVERY_MS);
  if (answer === null) return null;
  if (!answer.ok) return <section className="panel"><h2>Figures</h2><p className="muted">{answer.problem.title}</p></section>;
  const readings = readMetrics(answer.value);
  return (
    <section className="panel">
      <h2>Figures</h2>
      <Readings readings={readings.filter((reading) => !isProcessMetric(reading) && reading.value !== 0)} />
      <details>
        <summary>The process itself</summary>
        <Readings readings={readings.filter(isProcessMetric)} />
      </details>
    </section>
  );
}

function Readings({ readings }: { readonly readings: readonly MetricReading[] }) {
  return (
    <dl className="readings">
      {readings.map((reading) => (
        <div key={reading.name} title={reading.name}>
          <dt>{reading.help}</dt>
          <dd>{readingText(reading)}</dd>
          {reading.parts.length > 1 && <dd className="reading-parts">{reading.parts.slice(0, PARTS_SHOWN).map(({ labels, value }) => <span key={labels}>{labels} <b>{readingText({ name: reading.name, value })}</b></span>)}</dd>}
        </div>
      ))}
    </dl>
  );
}
