import { placeToQuery } from '../place/choose-place.js';
import { PlacePicker } from '../place/place-picker.js';
import type { PlaceChoice } from '../place/use-place.js';
import './controls.css';
import { Wordmark } from './wordmark.js';

const PAGES = [
  { path: '/', title: 'Overview' },
  { path: '/display', title: 'Display' },
  { path: '/camera', title: 'Camera' },
  { path: '/console', title: 'Console' },
] as const;

/** Name, pages and the choice of booth; links keep the booth. */
export function TopBar({ current, choice }: { readonly current: (typeof PAGES)[number]['path']; readonly choice: PlaceChoice }) {
  const query = choice.setting === null ? '' : placeToQuery(choice.setting.place);
  return (
    <header className="top-bar">
      <Wordmark />
      <nav aria-label="Pages">
        {PAGES.map(({ path, title }) => (
          <a key={path} href={`${path}${query}`} aria-current={path === current ? 'page' : undefined}>{title}</a>
        ))}
      </nav>
      <PlacePicker choice={choice} />
    </header>
  );
}
