import { useState } from 'react';
import { TopBar } from '../design/top-bar.js';
import { ROWS_KEPT, type FlowRow } from '../flow/flow-log.js';
import { summaryText } from '../flow/flow-words.js';
import { TopicTable } from '../flow/topic-table.js';
import { useFlow } from '../flow/use-flow.js';
import { usePlace } from '../place/use-place.js';
import './console-page.css';
import { HealthPanel } from './health-panel.js';
import { MetricsPanel } from './metrics-panel.js';
import { RecordTable } from './record-table.js';

/** For staff: what flows, whether all is well, and the figures. */
export function ConsolePage() {
  const choice = usePlace();
  const { log, nowMs, connected } = useFlow();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [held, setHeld] = useState<readonly FlowRow[] | null>(null);
  const [wanted, setWanted] = useState('');
  const rows = (held ?? log.rows).filter((row) => !hidden.has(row.topic) && matches(row, wanted));
  const toggle = (topic: string) => setHidden((known) => (known.has(topic) ? new Set([...known].filter((other) => other !== topic)) : new Set([...known, topic])));

  return (
    <>
      <TopBar current="/console" choice={choice} />
      <main className="console">
        <div className="console-side">
          <HealthPanel />
          <section className="panel"><h2>Topics</h2><TopicTable log={log} nowMs={nowMs} hidden={hidden} onToggle={toggle} /></section>
          <MetricsPanel />
        </div>
        <section className="panel console-records">
          <div className="console-bar">
            <h1>Records</h1>
            <p className="muted" role="status">{recordsText(rows.length, log.total, log.dropped, connected)}</p>
            <label><span className="visually-hidden">Filter</span><input className="input" type="search" placeholder="Filter by store, event or words" value={wanted} onChange={(change) => setWanted(change.target.value)} /></label>
            <button type="button" className="button small" aria-pressed={held !== null} onClick={() => setHeld(held === null ? log.rows : null)}>
              {held === null ? 'Pause' : `Resume (${newSince(held, log.total)} new)`}
            </button>
          </div>
          <div className="console-scroll"><RecordTable rows={rows} /></div>
        </section>
      </main>
    </>
  );
}

function matches(row: FlowRow, wanted: string): boolean {
  return wanted === '' || `${row.event} ${row.storeId ?? ''} ${row.topic} ${summaryText(row)}`.toLowerCase().includes(wanted.toLowerCase());
}

function newSince(held: readonly FlowRow[], total: number): number {
  return total - (held[0]?.id ?? 0);
}

function recordsText(shown: number, total: number, dropped: number, connected: boolean): string {
  const seen = `${shown} shown of ${total} seen; the last ${ROWS_KEPT} are kept`;
  const left = dropped === 0 ? '' : `; ${dropped} left out by the platform`;
  return connected ? `${seen}${left}` : `Not connected. ${seen}${left}`;
}
