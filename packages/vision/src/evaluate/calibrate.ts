import { VitrineError, type ConsentId, type EmbedderId, type MemberId } from '@vitrine/contracts';
import { Gallery } from '../match/gallery.js';
import { likeness, personTemplates } from '../match/likeness.js';
import { acceptAgainst, fitTail, type ImpostorTail } from '../match/operating-point.js';
import { confidentThreshold } from './confident-threshold.js';
import { openSet, type OperatingPoint, type Search } from './open-set.js';
import { CURVE_RATES } from './verification.js';

/** A face vector and whose it is. */
export interface PersonVector {
  readonly person: string;
  /** Of unit length. */
  readonly vector: Float32Array;
}

/** What to calibrate on, and for what. */
export interface Calibrating {
  readonly embedder: EmbedderId;
  readonly enrolled: readonly PersonVector[];
  /** Other pictures of enrolled people. */
  readonly probes: readonly PersonVector[];
  /** People who are not enrolled; empty: every enrolled person in turn, left out. */
  readonly strangers: readonly PersonVector[];
  /** Size of the gallery the threshold is for. */
  readonly members: number;
  /** Share of strangers that may be taken for somebody. */
  readonly rate: number;
  /** See `ThresholdDemand`. */
  readonly confidence: number;
  readonly seed: number;
}

/** Answer of `vitrine calibrate`; what the face worker reads is in it. */
export interface Calibration {
  readonly embedder: EmbedderId;
  readonly rate: number;
  /** Likeness to ask for in a gallery of `members`. */
  readonly accept: number;
  /** Likeness above which one stranger in ten lies, or `accept` if that is less: below it nobody is probable. */
  readonly probable: number;
  readonly members: number;
  /** Null with too few comparisons; then `accept` holds for the gallery at hand only. */
  readonly tail: ImpostorTail | null;
  /** Share of known probes that `accept` would not name. */
  readonly fnir: number;
  readonly measured: { readonly people: number; readonly strangers: number; readonly probes: number; readonly comparisons: number; readonly accept: number };
  /** False negatives over false positives in the gallery at hand. */
  readonly curve: readonly OperatingPoint[];
}

const PROBABLE_RATE = 0.1;

/** @throws VitrineError `invalid_field` for fewer than three enrolled people, or no probes of them */
export function calibrate({ embedder, enrolled, probes, strangers, members, rate, confidence, seed }: Calibrating): Calibration {
  const gallery = new Gallery();
  gallery.enrol(enrolled.map(({ person, vector }) => ({ memberId: person as MemberId, consentId: person as ConsentId, vector })));
  const known = new Set(enrolled.map(({ person }) => person));
  if (known.size < 3 || !probes.some(({ person }) => known.has(person))) throw new VitrineError('invalid_field', 'calibration needs three enrolled people and other pictures of them', { field: 'gallery' });
  const outside = strangers.length > 0 ? strangers.filter(({ person }) => !known.has(person)) : [...enrolled, ...probes].filter(({ person }) => known.has(person));
  const unknown: (Search & { readonly of: string })[] = outside.map(({ person, vector }) => ({ of: person, person: null, match: gallery.searchOthers(vector, person as MemberId) }));
  const searches: Search[] = [...probes.filter(({ person }) => known.has(person)).map(({ person, vector }) => ({ person, match: gallery.search(vector) })), ...unknown];
  const byStranger = [...new Set(unknown.map(({ of }) => of))].map((of) => unknown.filter((search) => search.of === of).map(({ match }) => match?.score ?? -1));
  const here = confidentThreshold(byStranger, { rate, confidence, seed });
  const comparisons = comparisonsOf(enrolled, outside);
  const tail = fitTail(comparisons);
  const accept = Math.max(here, tail === null ? here : acceptAgainst(tail, members, rate));
  return {
    embedder, rate, accept, members, tail, fnir: missed(searches, accept),
    probable: Math.min(accept, confidentThreshold(byStranger, { rate: PROBABLE_RATE, confidence: 0, seed })),
    measured: { people: known.size, strangers: byStranger.length, probes: searches.length - unknown.length, comparisons: comparisons.length, accept: here },
    curve: openSet(searches, CURVE_RATES),
  };
}

function comparisonsOf(enrolled: readonly PersonVector[], outside: readonly PersonVector[]): number[] {
  const people = [...new Set(enrolled.map(({ person }) => person))].map((person) => ({ person, templates: personTemplates(enrolled.filter((one) => one.person === person).map(({ vector }) => vector)) }));
  return outside.flatMap(({ person, vector }) => people.filter((other) => other.person !== person).map(({ templates }) => likeness(vector, templates)));
}

function missed(searches: readonly Search[], accept: number): number {
  const known = searches.filter(({ person }) => person !== null);
  return 1 - known.filter(({ person, match }) => match?.memberId === person && match !== null && match.score >= accept).length / known.length;
}
