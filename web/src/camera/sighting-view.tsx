import type { Slate } from '../api/slates.js';
import { conclusionOf, conclusionText, type Sighting } from './sighting.js';
import { changeText, slateChanges } from './slate-changes.js';

/** What became of a raise of the hand, as it comes. */
export function SightingView({ sighting, before }: { readonly sighting: Sighting; readonly before: Slate | null }) {
  const { framesSent, shown } = sighting;
  const conclusion = conclusionOf(sighting);
  return (
    <div className="sighting" aria-live="polite">
      <ol className="trail">
        <li data-done={framesSent > 0}>{framesSent === 0 ? 'Sending the picture …' : `${framesSent} ${framesSent === 1 ? 'picture' : 'pictures'} taken in by the platform.`}</li>
        <li data-done={conclusion !== null}>{conclusion === null ? 'Waiting for the face worker …' : conclusionText(conclusion)}</li>
        <li data-done={shown !== null}>{shown === null ? 'Waiting for the display …' : shownText(shown.slate, shown.afterMs)}</li>
      </ol>
      {shown?.slate.audience === 'MEMBER' && <Changes now={shown.slate} before={before} />}
    </div>
  );
}

function shownText({ audience, offers }: Slate, afterMs: number): string {
  const whose = audience === 'MEMBER' ? 'picked for you' : 'for everybody';
  return `The display shows ${offers.length} offers ${whose}, ${Math.round(afterMs)} ms after you raised your hand.`;
}

function Changes({ now, before }: { readonly now: Slate; readonly before: Slate | null }) {
  return (
    <ol className="changes">
      {slateChanges(before, now).map((change) => (
        <li key={change.offer.sku}>
          <span>{change.offer.title}</span>
          <span className="change">{changeText(change)}</span>
        </li>
      ))}
    </ol>
  );
}
