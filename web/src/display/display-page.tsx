import { useEffect } from 'react';
import '../design/controls.css';
import type { Setting } from '../place/choose-place.js';
import { usePlace } from '../place/use-place.js';
import { BoothScreen } from './booth-screen.js';
import './display-page.css';
import { displayLanguage, type DisplayLanguage } from './display-words.js';
import { useDisplay } from './use-display.js';

/** The page a shop's screen shows, full size. */
export function DisplayPage() {
  const { setting, problem } = usePlace();
  const language = displayLanguage(navigator.languages);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <main className="display-page">
      {setting === null
        ? <p className="display-wait" role="status">{problem === null ? 'Waiting for a store with a booth …' : problem.title}</p>
        : <LiveScreen key={`${setting.place.storeId} ${setting.place.boothId}`} setting={setting} language={language} />}
    </main>
  );
}

function LiveScreen({ setting, language }: { readonly setting: Setting; readonly language: DisplayLanguage }) {
  const display = useDisplay(setting.place);
  return (
    <>
      <h1 className="visually-hidden">{setting.store.title}</h1>
      <BoothScreen setting={setting} display={display} language={language} />
    </>
  );
}
