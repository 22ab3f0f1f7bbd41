import { describe, expect, it } from 'vitest';
import { DEFAULT_SVC_SETTINGS, separate, type Rows } from './dual-coordinate-descent.js';
import { trainLinearSvc, type LabelledVector } from './linear-svc.js';
import { packClassifier, unpackClassifier } from './packed-classifier.js';
import { trainInThread } from './train-in-thread.js';

/** Eighteen points of three people that no plane separates wholly. */
const samples: LabelledVector[] = Array.from({ length: 18 }, (_, i) => {
  const values = Array.from({ length: 4 }, (__, j) => Math.sin(1 + i * (j + 1) * 0.7) + (i % 3 === j ? 1.2 : 0));
  return { label: 'abc'.charAt(i % 3), vector: Float32Array.from(values, (value) => value / Math.hypot(...values)) };
});
/** scikit-learn 1.9.1, `LinearSVC(C=1, tol=1e-10, max_iter=1000000).fit(samples).decision_function(samples[:6])`. */
const PUBLISHED = [
  [0.391104, -0.451362, -1.13559], [-0.437674, 0.463626, -1.104452], [-0.043034, -1.038206, -0.027705],
  [0.307029, -1.315053, -0.164727], [-1.061361, 0.556254, -0.519696], [-0.885577, 0.067255, -0.253341],
];

describe('the linear SVC', () => {
  it('decides as scikit-learn does', () => {
    const rows: Rows = { elements: Float32Array.from(samples.flatMap(({ vector }) => [...vector])), count: 18, dim: 4 };
    for (const [label, letter] of ['a', 'b', 'c'].entries()) {
      const plane = separate(rows, (row) => samples[row]?.label === letter, { ...DEFAULT_SVC_SETTINGS, tolerance: 1e-8 });
      for (const [i, expected] of PUBLISHED.entries()) {
        const { vector } = samples[i]!;
        expect(plane.subarray(0, 4).reduce((sum, weight, j) => sum + weight * vector[j]!, plane[4]!)).toBeCloseTo(expected[label]!, 4);
      }
    }
  });

  it('takes a vector for the person whose plane it is furthest before', () => {
    const svc = trainLinearSvc(samples);
    expect(svc.decide(samples[0]!.vector)).toMatchObject({ label: 'a' });
    expect(svc.decide(samples[0]!.vector).decision).toBeCloseTo(0.3911, 3);
  });

  it('is the same to the last bit whoever comes first, and another with another C', () => {
    const ofLabel = (letter: string): LabelledVector[] => samples.filter(({ label }) => label === letter);
    const turned = trainLinearSvc([...ofLabel('c'), ...ofLabel('a'), ...ofLabel('b')]);
    expect(turned).toEqual(trainLinearSvc(samples));
    expect(trainLinearSvc(samples, { c: 10 }).planes).not.toEqual(turned.planes);
  });

  it('refuses one person alone and vectors of several lengths', () => {
    expect(() => trainLinearSvc(samples.filter(({ label }) => label === 'a'))).toThrow(expect.objectContaining({ code: 'invalid_field' }));
    expect(() => trainLinearSvc([...samples, { label: 'd', vector: Float32Array.of(1, 0) }])).toThrow(expect.objectContaining({ code: 'invalid_field' }));
    expect(() => trainLinearSvc(samples).decide(Float32Array.of(1, 0))).toThrow(expect.objectContaining({ code: 'invalid_field' }));
  });
});

describe('a packed classifier', () => {
  const classifier = trainLinearSvc(samples);

  it('comes out as it went in, with what it was trained on', () => {
    const { classifier: opened, trainedOn } = unpackClassifier(packClassifier(classifier, 'fingerprint'));
    expect([opened, trainedOn]).toEqual([classifier, 'fingerprint']);
  });

  it('is refused when it is cut short or something else', () => {
    const bytes = packClassifier(classifier, 'fingerprint');
    for (const broken of [bytes.subarray(0, bytes.length - 4), bytes.subarray(0, 20), Buffer.from('hello'), new Uint8Array(0)]) {
      expect(() => unpackClassifier(broken)).toThrow(expect.objectContaining({ code: 'model_invalid' }));
    }
  });

  it('is trained in a thread to the same bits, and not at all once it is not wanted', async () => {
    expect(await trainInThread(samples, new AbortController().signal)).toEqual(classifier);
    const stop = new AbortController();
    const pending = trainInThread(samples, stop.signal);
    stop.abort(new Error('gone'));
    await expect(pending).rejects.toThrow('gone');
  }, 30_000);

  it('reports what is wrong with the samples from the thread', async () => {
    await expect(trainInThread(samples.slice(0, 1), new AbortController().signal)).rejects.toMatchObject({ code: 'invalid_field' });
  }, 30_000);
});
