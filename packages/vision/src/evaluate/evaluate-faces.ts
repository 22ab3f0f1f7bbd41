import type { ConsentId, MemberId } from '@vitrine/contracts';
import type { FaceChain } from '../chain/face-chain.js';
import { meanTimes, type StageTimes } from '../chain/stage-times.js';
import { Gallery } from '../match/gallery.js';
import { cosine } from '../match/likeness.js';
import { thresholdsFor } from '../match/operating-point.js';
import { thresholdsOf } from '../match/thresholds.js';
import { embedPhotos, type EmbeddedPhoto } from './embed-photos.js';
import { groupRates, type GroupRates } from './group-rates.js';
import { openSet, rankOne, shippedPoint, type OperatingPoint, type Search } from './open-set.js';
import { readPeople, splitHalf, type PersonPhoto } from './people-folders.js';
import { allPairs, CURVE_RATES, rocCurve, tarAtFar, type RocPoint } from './verification.js';

/** What to evaluate on: folders that hold one folder a person. */
export interface FacesToEvaluate {
  readonly gallery: string;
  /** Folder of probes; null: the second half of each person's gallery photographs, by name. */
  readonly probes: string | null;
  /** Folder of people who are not enrolled; null: every probe is also searched with its own person left out. */
  readonly strangers?: string | null;
  /** Group of each person, for the table by group; people without one are in none. */
  readonly groups?: ReadonlyMap<string, string>;
}

/** Answer of `vitrine evaluate faces`. Rates are 0 to 1; null where the folders hold nothing to measure it on. */
export interface FacesReport {
  readonly images: number;
  /** Photographs in which the subject's face was found and good enough. */
  readonly found: number;
  readonly tarAtFar: { readonly '1e-2': number | null; readonly '1e-3': number | null };
  /** Share of probes whose best match is the right person. */
  readonly rank1: number | null;
  readonly rank1Of: { readonly correct: number; readonly total: number };
  readonly openSet: readonly OperatingPoint[];
  /** Who the strangers were: people of a folder, or each enrolled person while left out. */
  readonly strangers: 'folder' | 'left-out';
  /** Every operating point from no stranger named to every one, for a plot. */
  readonly openSetCurve: readonly OperatingPoint[];
  /** Verification, true accept rate over false accept rate, for a plot. */
  readonly roc: readonly RocPoint[];
  readonly groups: readonly GroupRates[];
  readonly shipped: { readonly threshold: number; readonly fpir: number | null; readonly fnir: number | null };
  readonly msPerImage: Omit<StageTimes, 'images'>;
  readonly embedder: string;
}

const FALSE_NAMING_RATES = [0.01, 0.001];

/**
 * Measures the chain, with the thresholds that the worker uses, on folders of people.
 * @param progress told how many of how many photographs are done
 * @throws VitrineError `invalid_input_file` for a folder that cannot be read
 */
export async function evaluateFaces(
  chain: FaceChain,
  { gallery, probes, strangers, groups }: FacesToEvaluate,
  progress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<FacesReport> {
  const enrolling = await readPeople(gallery);
  const { first, rest } = probes === null ? splitHalf(enrolling) : { first: enrolling, rest: await readPeople(probes) };
  const unknown = strangers == null ? [] : await readPeople(strangers);
  const photos = [...first, ...rest, ...unknown];
  const embedded = await embedPhotos(chain, photos, progress, signal);
  const known = embedded.filter(({ path }) => !unknown.some((photo) => photo.path === path));
  const people = new Gallery();
  people.enrol(embedded.filter(isIn(first)).map(({ person, vector }) => ({ memberId: person as MemberId, consentId: person as ConsentId, vector })));
  const enrolled = new Set(first.map(({ person }) => person));
  const probing = embedded.filter(isIn(rest));
  const searches: Search[] = [
    ...probing.map(({ person, vector }) => ({ person: enrolled.has(person) ? person : null, match: people.search(vector) })),
    ...(strangers == null
      ? probing.filter(({ person }) => enrolled.has(person)).map(({ person, vector }) => ({ person: null, match: people.searchOthers(vector, person as MemberId) }))
      : embedded.filter(isIn(unknown)).map(({ vector }) => ({ person: null, match: people.search(vector) }))),
  ];
  return {
    images: photos.length, found: embedded.length, embedder: chain.embedderId, msPerImage: meanTimes(chain.stageTimes()), ...rates(known, searches, chain, enrolled.size),
    strangers: strangers == null ? 'left-out' : 'folder', groups: groupRates(photos, embedded, groups ?? new Map()),
  };
}

function rates(known: readonly EmbeddedPhoto[], searches: readonly Search[], chain: FaceChain, enrolled: number): Pick<FacesReport, 'tarAtFar' | 'rank1' | 'rank1Of' | 'openSet' | 'openSetCurve' | 'roc' | 'shipped'> {
  const pairs = allPairs(known, (a, b) => cosine(a.vector, b.vector), (a, b) => a.person === b.person);
  const rank1Of = rankOne(searches);
  return {
    tarAtFar: { '1e-2': tarAtFar(pairs, 1e-2), '1e-3': tarAtFar(pairs, 1e-3) },
    rank1: rank1Of.total === 0 ? null : rank1Of.correct / rank1Of.total,
    rank1Of,
    openSet: openSet(searches, FALSE_NAMING_RATES),
    openSetCurve: openSet(searches, CURVE_RATES),
    roc: rocCurve(pairs, CURVE_RATES),
    shipped: shippedPoint(searches, thresholdsFor(thresholdsOf(chain.embedderId), enrolled)),
  };
}

function isIn(photos: readonly PersonPhoto[]): (photo: PersonPhoto) => boolean {
  const paths = new Set(photos.map(({ path }) => path));
  return ({ path }) => paths.has(path);
}
