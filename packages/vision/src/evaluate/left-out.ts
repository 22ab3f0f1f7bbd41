import type { ConsentId, MemberId } from '@vitrine/contracts';
import { trainLinearSvc } from '../classify/linear-svc.js';
import type { SeededRandom } from '../classify/seeded-random.js';
import { Gallery, galleryFingerprint, type GalleryTemplate } from '../match/gallery.js';
import { cosine, unitMean } from '../match/likeness.js';
import { confidentThreshold } from './confident-threshold.js';
import type { FaceEmbedding } from './face-embeddings.js';

/** How people are left out, and how the threshold is chosen. */
export interface LeftOutSettings {
  readonly draws: number;
  /** Share of strangers' pictures that may be taken for somebody, 0 to 1. */
  readonly rate: number;
  /** See `ThresholdDemand`. */
  readonly confidence: number;
  readonly seed: number;
}

/** What a rule for "is it anybody at all" reaches. */
export interface LeftOutPoint {
  /** People left out in each draw. */
  readonly leftOut: number;
  /** Share of known people's test vectors that are given their name; higher is better. */
  readonly kept: number;
  /** Share of the left-out people's vectors that are given a name, at thresholds chosen on others; lower is better. */
  readonly fpir: number;
}

interface Probe {
  readonly person: string;
  readonly correct: boolean;
  readonly scores: Readonly<Record<Rule, number>>;
}
interface Draw {
  readonly out: ReadonlySet<string>;
  readonly strangers: readonly Probe[];
  readonly known: readonly Probe[];
}

/** `likeness` is what the face worker asks for; `centroid` is the cosine to the centroid alone. In each the classifier says who. */
export type Rule = 'likeness' | 'centroid';

/**
 * Leaves `leftOut` people out of the gallery, `draws` times. Each draw's threshold is chosen on the strangers of the other draws, as far as they are other people
 * than this draw's: nobody is tested by a threshold they took part in.
 */
export function leaveOut(all: readonly FaceEmbedding[], leftOut: number, settings: LeftOutSettings, random: SeededRandom, step: () => void): Record<Rule, LeftOutPoint> {
  const people = [...new Set(all.map(({ person }) => person))].toSorted();
  const draws = Array.from({ length: settings.draws }, () => {
    const places = Uint32Array.from(people, (_, index) => index);
    random.shuffle(places);
    const drawn = draw(all, new Set([...places.subarray(0, leftOut)].map((place) => people[place]!)));
    step();
    return drawn;
  });
  return { likeness: point(draws, leftOut, 'likeness', settings), centroid: point(draws, leftOut, 'centroid', settings) };
}

function draw(all: readonly FaceEmbedding[], out: ReadonlySet<string>): Draw {
  const enrolled = all.filter(({ split, person }) => split === 'train' && !out.has(person));
  const gallery = classifiedGallery(enrolled);
  const centroids = new Map([...new Set(enrolled.map(({ person }) => person))].map((person) => [person, unitMean(enrolled.filter((one) => one.person === person).map(({ vector }) => vector))]));
  const probe = ({ person, vector }: FaceEmbedding): Probe => {
    const match = gallery.search(vector)!;
    return { person, correct: match.memberId === person, scores: { likeness: match.score, centroid: cosine(vector, centroids.get(match.memberId)!) } };
  };
  return {
    out,
    strangers: all.filter(({ person }) => out.has(person)).map(probe),
    known: all.filter(({ split, person }) => split === 'test' && !out.has(person)).map(probe),
  };
}

/** A gallery whose classifier says who it is. */
export function classifiedGallery(enrolled: readonly FaceEmbedding[]): Gallery {
  const templates: GalleryTemplate[] = enrolled.map(({ person, vector }) => ({ memberId: person as MemberId, consentId: person as ConsentId, vector }));
  const gallery = new Gallery();
  gallery.enrol(templates);
  gallery.classifyBy(trainLinearSvc(enrolled.map(({ person, vector }) => ({ label: person, vector }))), galleryFingerprint(templates));
  return gallery;
}

function point(draws: readonly Draw[], leftOut: number, rule: Rule, { rate, confidence, seed }: LeftOutSettings): LeftOutPoint {
  const [known, strangers] = [{ kept: 0, all: 0 }, { named: 0, all: 0 }];
  for (const one of draws) {
    const others = draws.flatMap((other) => (other === one ? [] : other.strangers.filter(({ person }) => !one.out.has(person))));
    const byPerson = [...new Set(others.map(({ person }) => person))].map((person) => others.filter((probe) => probe.person === person).map(({ scores }) => scores[rule]));
    const threshold = confidentThreshold(byPerson, { rate, confidence, seed });
    known.kept += one.known.filter(({ correct, scores }) => correct && scores[rule] > threshold).length;
    known.all += one.known.length;
    strangers.named += one.strangers.filter(({ scores }) => scores[rule] > threshold).length;
    strangers.all += one.strangers.length;
  }
  return { leftOut, kept: known.kept / known.all, fpir: strangers.named / strangers.all };
}
