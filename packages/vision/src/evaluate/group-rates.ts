import { cosine } from '../match/likeness.js';
import type { EmbeddedPhoto } from './embed-photos.js';
import type { PersonPhoto } from './people-folders.js';
import { allPairs, shareAbove, thresholdAt } from './verification.js';

/** How the chain treats one group of people. Rates are 0 to 1; null where the group has no such pair. */
export interface GroupRates {
  readonly group: string;
  readonly people: number;
  readonly images: number;
  readonly found: number;
  /** Share of the group's pairs of different people that lie above the threshold at which all people's false match rate is 1e-2; even treatment is 0.01. */
  readonly falseMatchRate: number | null;
  /** Share of the group's pairs of one person below that threshold. */
  readonly falseNonMatchRate: number | null;
}

const FALSE_MATCH_RATE = 1e-2;

/** One row a group, by name. All groups are measured at one threshold, because a shop has one (NISTIR 8280, demographics). */
export function groupRates(photos: readonly PersonPhoto[], embedded: readonly EmbeddedPhoto[], groups: ReadonlyMap<string, string>): GroupRates[] {
  const threshold = thresholdAt(FALSE_MATCH_RATE, different(embedded));
  return [...new Set(groups.values())].toSorted().flatMap((group): GroupRates[] => {
    const shown = photos.filter(({ person }) => groups.get(person) === group);
    if (shown.length === 0) return [];
    const own = embedded.filter(({ person }) => groups.get(person) === group);
    const matched = shareAbove(threshold, allPairs(own, score, isSame).filter(({ same }) => same).map((pair) => pair.score));
    return [{
      group, people: new Set(shown.map(({ person }) => person)).size, images: shown.length, found: own.length,
      falseMatchRate: shareAbove(threshold, different(own)), falseNonMatchRate: matched === null ? null : 1 - matched,
    }];
  });
}

function different(some: readonly EmbeddedPhoto[]): number[] {
  return allPairs(some, score, isSame).filter(({ same }) => !same).map((pair) => pair.score);
}

function score(a: EmbeddedPhoto, b: EmbeddedPhoto): number {
  return cosine(a.vector, b.vector);
}

function isSame(a: EmbeddedPhoto, b: EmbeddedPhoto): boolean {
  return a.person === b.person;
}
