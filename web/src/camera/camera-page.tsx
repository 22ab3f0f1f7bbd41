import { ProblemNote } from '../design/problem-note.js';
import { TopBar } from '../design/top-bar.js';
import { BoothScreen } from '../display/booth-screen.js';
import { displayLanguage } from '../display/display-words.js';
import { useDisplay } from '../display/use-display.js';
import { useFlow } from '../flow/use-flow.js';
import type { Setting } from '../place/choose-place.js';
import { usePlace } from '../place/use-place.js';
import './camera-page.css';
import { Visitor } from './visitor.js';

/** The visitor's own page: step up to the booth with a webcam or a photo, enrol, buy. */
export function CameraPage() {
  const choice = usePlace();
  const { setting, problem } = choice;
  return (
    <>
      <TopBar current="/camera" choice={choice} />
      <main className="camera-page">
        {problem !== null && <ProblemNote problem={problem} />}
        {setting !== null && <AtBooth key={`${setting.place.storeId} ${setting.place.boothId}`} setting={setting} />}
      </main>
    </>
  );
}

function AtBooth({ setting }: { readonly setting: Setting }) {
  const display = useDisplay(setting.place);
  const { log } = useFlow();
  return (
    <>
      <section className="panel">
        <h1>You, in front of “{setting.booth.title}”</h1>
        <Visitor setting={setting} display={display} log={log} />
      </section>
      <aside className="camera-booth" aria-label="What the booth shows now">
        <BoothScreen setting={setting} display={display} language={displayLanguage(navigator.languages)} />
      </aside>
    </>
  );
}
