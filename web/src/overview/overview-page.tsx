import { Visitor } from '../camera/visitor.js';
import { ProblemNote } from '../design/problem-note.js';
import { TopBar } from '../design/top-bar.js';
import { BoothScreen } from '../display/booth-screen.js';
import { displayLanguage } from '../display/display-words.js';
import { useDisplay } from '../display/use-display.js';
import { FlowList } from '../flow/flow-list.js';
import { TopicTable } from '../flow/topic-table.js';
import { useFlow } from '../flow/use-flow.js';
import type { Setting } from '../place/choose-place.js';
import { usePlace } from '../place/use-place.js';
import './overview-page.css';

/** The newcomer's page: the booth, the visitor and the log, side by side and live. */
export function OverviewPage() {
  const choice = usePlace();
  const { setting, problem } = choice;
  return (
    <div className="overview-page">
      <TopBar current="/" choice={choice} />
      <main className="overview-main">
        <h1 className="visually-hidden">Vitrine</h1>
        <p className="overview-sentence">
          Vitrine recognises members who asked for it at a display inside the shop and shows them this store’s offers that fit what they buy;
          every till receipt changes what comes next.
        </p>
        {problem !== null && <ProblemNote problem={problem} />}
        {setting === null
          ? problem === null && <p className="overview-wait muted" role="status">Waiting for the first store …</p>
          : <SideBySide key={`${setting.place.storeId} ${setting.place.boothId}`} setting={setting} />}
      </main>
    </div>
  );
}

const ROWS = 60;

function SideBySide({ setting }: { readonly setting: Setting }) {
  const display = useDisplay(setting.place);
  const { log, nowMs, connected } = useFlow();
  return (
    <div className="overview">
      <section className="overview-booth" aria-label="The booth display, live">
        <BoothScreen setting={setting} display={display} language={displayLanguage(navigator.languages)} />
      </section>
      <section className="panel overview-part">
        <h2>You, in front of it</h2>
        <Visitor setting={setting} display={display} log={log} />
      </section>
      <section className="panel overview-part">
        <h2>What flows through the log</h2>
        <p className="muted overview-count">{connected ? `${log.total} records since you opened this page. No pictures, no members.` : 'Connecting …'}</p>
        <TopicTable log={log} nowMs={nowMs} />
        <div className="overview-list"><FlowList rows={log.rows.slice(0, ROWS)} /></div>
      </section>
    </div>
  );
}
