import { VitrineError } from '@vitrine/contracts';
import { SeededRandom } from '../classify/seeded-random.js';
import type { FaceEmbedding } from './face-embeddings.js';
import { classifiedGallery, leaveOut, type LeftOutPoint, type LeftOutSettings } from './left-out.js';

/** What to measure on given embeddings. */
export interface EmbeddingsSettings extends LeftOutSettings {
  /** Numbers of people to leave out; those that leave fewer than two in the gallery, or nobody to choose a threshold on, are not measured. */
  readonly leftOut: readonly number[];
}

/** Answer of `vitrine evaluate embeddings`. */
export interface EmbeddingsReport {
  readonly people: number;
  readonly vectors: { readonly train: number; readonly test: number };
  readonly dim: number;
  /** The classifier alone, on test vectors of people it knows. */
  readonly svc: { readonly correct: number; readonly total: number; readonly trainMs: number };
  /** The face worker's rule: the classifier says who, the likeness to that person says whether. */
  readonly openSet: readonly LeftOutPoint[];
  /** The same with the cosine to that person's centroid instead. */
  readonly centroid: readonly LeftOutPoint[];
}

/**
 * Measures the classifier and the open-set rule on face vectors, with the code the face worker runs.
 * @param now a clock in milliseconds, for the training time only
 * @throws VitrineError `invalid_field` when there are no test vectors, or fewer than two draws
 */
export function evaluateEmbeddings(all: readonly FaceEmbedding[], { leftOut, ...settings }: EmbeddingsSettings, now: () => number, progress: (done: number, total: number) => void = () => {}): EmbeddingsReport {
  const [train, test] = [all.filter(({ split }) => split === 'train'), all.filter(({ split }) => split === 'test')];
  const people = new Set(all.map(({ person }) => person)).size;
  if (test.length === 0) throw new VitrineError('invalid_field', 'there are no test vectors', { field: 'split' });
  if (settings.draws < 2) throw new VitrineError('invalid_field', 'a threshold is chosen on other draws, so there must be two at least', { field: 'draws' });
  const started = now();
  const gallery = classifiedGallery(train);
  const trainMs = now() - started;
  const correct = test.filter(({ person, vector }) => gallery.search(vector)?.memberId === person).length;
  const measured = leftOut.filter((count) => count >= 1 && people - count >= 2);
  let done = 0;
  const random = new SeededRandom(settings.seed);
  const points = measured.map((count) => leaveOut(all, count, settings, random, () => progress(++done, measured.length * settings.draws)));
  return {
    people, dim: train[0]?.vector.length ?? 0, vectors: { train: train.length, test: test.length },
    svc: { correct, total: test.length, trainMs },
    openSet: points.map(({ likeness }) => likeness),
    centroid: points.map(({ centroid }) => centroid),
  };
}
