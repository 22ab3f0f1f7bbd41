import type { Setting } from '../place/choose-place.js';
import './booth-screen.css';
import { displayWords, type DisplayLanguage } from './display-words.js';
import { OfferCard } from './offer-card.js';
import type { Display } from './use-display.js';
import { useSmoothMoves } from './use-smooth-moves.js';

interface BoothScreenProps {
  readonly setting: Setting;
  readonly display: Display;
  readonly language: DisplayLanguage;
}

/** What shoppers see. It fills its box, portrait or landscape, and scales with it. */
export function BoothScreen({ setting, display, language }: BoothScreenProps) {
  const words = displayWords(language);
  const { screen, state } = display;
  const personal = screen.kind === 'offers' && screen.slate.audience === 'MEMBER';
  const headline = personal ? words.memberHeadline : words.anonymousHeadline;
  return (
    <section className="screen" lang={language} aria-label={setting.store.title} data-personal={personal}>
      <div className="screen-sheet">
        <header className="screen-head">
          <p className="screen-store">{setting.store.title}</p>
          {state.link === 'offline' && <p className="screen-offline">{words.offline}</p>}
        </header>
        <div className="screen-body" aria-live="polite">
          {screen.kind === 'offers'
            ? <><div className="screen-title"><h2 className="screen-headline">{headline}</h2><PageTurner display={display} language={language} /></div><Offers display={display} language={language} personal={personal} /></>
            : <div className="screen-neutral"><h2>{words.welcome}</h2><p>{words.neutral}</p></div>}
        </div>
        <Footer setting={setting} language={language} personal={personal} onDisown={display.disown} />
      </div>
    </section>
  );
}

function Offers({ display, language, personal }: { readonly display: Display; readonly language: DisplayLanguage; readonly personal: boolean }) {
  const list = useSmoothMoves<HTMLOListElement>();
  if (display.screen.kind !== 'offers') return null;
  const { offers } = display.screen;
  return (
    <ol className="offers" ref={list} data-count={offers.length}>
      {offers.map((offer) => <OfferCard key={offer.sku} offer={offer} language={language} personal={personal} onDismiss={display.dismiss} />)}
    </ol>
  );
}

/** One dot a page; pressing turns to the next. Left out where there is one page. */
function PageTurner({ display: { screen, turnPage }, language }: { readonly display: Display; readonly language: DisplayLanguage }) {
  if (screen.kind !== 'offers' || screen.pages === 1) return null;
  const { page, pages } = screen;
  return (
    <button type="button" className="screen-pages" aria-label={displayWords(language).turnPage(page + 1, pages)} onClick={turnPage}>
      {Array.from({ length: pages }, (_, index) => <span key={index} data-current={index === page} />)}
    </button>
  );
}

interface FooterProps {
  readonly setting: Setting;
  readonly language: DisplayLanguage;
  readonly personal: boolean;
  readonly onDisown: () => void;
}

function Footer({ setting, language, personal, onDisown }: FooterProps) {
  const words = displayWords(language);
  const trigger = setting.store.triggers.find((kind) => words.invitations[kind] !== '');
  if (personal) return <footer className="screen-foot"><button type="button" className="screen-not-me" onClick={onDisown}>{words.notMe}</button><p>{words.memberPromise}</p></footer>;
  if (trigger === undefined) return null;
  return <footer className="screen-foot"><p className="screen-invitation">{words.invitations[trigger]}</p><p>{words.promise}</p></footer>;
}
