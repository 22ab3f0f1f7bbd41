import { VitrineError } from '@vitrine/contracts';
import { decision, DEFAULT_SVC_SETTINGS, separate, type Rows, type SvcSettings } from './dual-coordinate-descent.js';

/** A face vector and whose it is. */
export interface LabelledVector {
  readonly label: string;
  /** Of unit length; all of one length. */
  readonly vector: Float32Array;
}

/** Whom a classifier takes a vector for. Always somebody: whether it is anybody at all is another question, which the score does not answer. */
export interface SvcAnswer {
  readonly label: string;
  /** `w · x + offset`; higher is more certain, of no common scale. */
  readonly decision: number;
}

/** One plane a person against all others; immutable. */
export class LinearSvc {
  /** @param planes weights and offset of each label, one behind the other */
  constructor(readonly labels: readonly string[], readonly dim: number, readonly planes: Float32Array) {
    if (planes.length !== labels.length * (dim + 1)) throw new VitrineError('model_invalid', 'the classifier’s planes do not fit its labels', { labels: labels.length, dim });
  }

  /**
   * The label whose plane the vector lies furthest in front of; of equal ones the earlier label.
   * @throws VitrineError `invalid_field` for a vector of another length
   */
  decide(vector: Float32Array): SvcAnswer {
    if (vector.length !== this.dim) throw new VitrineError('invalid_field', `a vector of ${vector.length} values does not fit a classifier of ${this.dim}`, { field: 'vector' });
    let best = { label: '', decision: -Infinity };
    for (const [index, label] of this.labels.entries()) {
      const found = decision(this.planes.subarray(index * (this.dim + 1), (index + 1) * (this.dim + 1)), vector, 0);
      if (found > best.decision) best = { label, decision: found };
    }
    return best;
  }
}

/**
 * Trains one plane a label. Labels are taken in their own order, so the order of the samples of different labels does not matter.
 * @throws VitrineError `invalid_field` for fewer than two labels, or vectors of several lengths
 */
export function trainLinearSvc(samples: readonly LabelledVector[], settings: Partial<SvcSettings> = {}): LinearSvc {
  const sorted = samples.toSorted((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  const labels = [...new Set(sorted.map(({ label }) => label))];
  if (labels.length < 2) throw new VitrineError('invalid_field', 'a classifier needs two people at least', { field: 'samples' });
  const rows = rowsOf(sorted);
  const planes = new Float32Array(labels.length * (rows.dim + 1));
  for (const [index, label] of labels.entries()) {
    planes.set(separate(rows, (row) => sorted[row]!.label === label, { ...DEFAULT_SVC_SETTINGS, ...settings }), index * (rows.dim + 1));
  }
  return new LinearSvc(labels, rows.dim, planes);
}

function rowsOf(samples: readonly LabelledVector[]): Rows {
  const dim = samples[0]?.vector.length ?? 0;
  const elements = new Float32Array(samples.length * dim);
  for (const [row, { vector }] of samples.entries()) {
    if (vector.length !== dim) throw new VitrineError('invalid_field', `vectors of ${dim} and of ${vector.length} values do not meet in one classifier`, { field: 'samples' });
    elements.set(vector, row * dim);
  }
  return { elements, count: samples.length, dim };
}
