import type { ConsentId, MemberId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import type { FrameAnalysis } from '../chain/frame-analysis.js';
import { DEFAULT_EMBEDDER_ID } from '../embed/open-embedder.js';
import { duplicateOf, outliers } from './enrolment-decision.js';
import { LinearSvc, trainLinearSvc } from '../classify/linear-svc.js';
import { Gallery, galleryFingerprint } from './gallery.js';
import { decideIdentity } from './identity-decision.js';
import { thresholdsOf } from './thresholds.js';

const thresholds = { accept: 0.9, probable: 0.8, margin: 0.05, duplicate: 0.95, outlier: 0.8 };
/** A unit vector in the plane, so many degrees from the first axis. */
const at = (degrees: number): Float32Array => Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const template = (member: string, degrees: number) => ({ memberId: member as MemberId, consentId: `consent of ${member}` as ConsentId, vector: at(degrees) });
const face: FrameAnalysis = { kind: 'face', vector: at(0), box: { x: 0, y: 0, width: 1, height: 1 }, quality: { sizePx: 100, sharpness: 100, brightness: 100 }, geometry: null, faces: 1 };
const galleryOf = (...templates: ReturnType<typeof template>[]): Gallery => {
  const gallery = new Gallery();
  gallery.enrol(templates);
  return gallery;
};

const decide = (gallery: Gallery) => decideIdentity(face, gallery.search(at(0)), thresholds);

describe('the gallery', () => {
  it('is empty until somebody is enrolled', () => {
    expect(new Gallery().search(at(0))).toBeNull();
  });

  it('names the member most like the probe: by the middle of their templates and the three nearest ones', () => {
    const match = galleryOf(template('ada', 40), template('ada', 10), template('bea', 50), template('cleo', 90)).search(at(0));
    expect(match).toMatchObject({ memberId: 'ada', consentId: 'consent of ada', by: 'search' });
    const [middle, nearest] = [Math.cos(Math.PI * 25 / 180), (Math.cos(Math.PI * 10 / 180) + Math.cos(Math.PI * 40 / 180)) / 2];
    expect(match?.score).toBeCloseTo((middle + nearest) / 2, 6);
    expect(match?.runnerUp).toBeCloseTo(Math.cos(Math.PI * 50 / 180), 6);
  });

  it('is not opened by one odd template', () => {
    expect(galleryOf(template('ada', 80), template('ada', 85), template('ada', 0), template('bea', 40)).search(at(0))?.memberId).toBe('bea');
  });

  it('lets a classifier of these very templates say who it is, until somebody comes or goes', () => {
    const templates = [template('ada', 0), template('ada', 20), template('bea', 90), template('bea', 110)];
    const gallery = galleryOf(...templates);
    const classifier = trainLinearSvc(templates.map(({ memberId, vector }) => ({ label: memberId, vector })));
    expect(gallery.classifyBy(classifier, galleryFingerprint(templates.slice(1)))).toBe(false);
    expect(gallery.classifyBy(classifier, galleryFingerprint(templates.toReversed()))).toBe(true);
    expect(gallery.search(at(95))).toMatchObject({ memberId: 'bea', by: 'classifier' });
    gallery.evict('bea' as MemberId);
    expect(gallery.classified).toBe(false);
    expect(gallery.search(at(95))).toMatchObject({ memberId: 'ada', by: 'search', runnerUp: null });
  });

  it('has a runner-up ahead of whoever the classifier names against the search', () => {
    const gallery = galleryOf(template('ada', 0), template('bea', 30));
    gallery.classifyBy(new LinearSvc(['ada', 'bea'], 2, Float32Array.of(0, 0, -1, 0, 0, 1)), gallery.fingerprint());
    const match = gallery.search(at(5));
    expect(match).toMatchObject({ memberId: 'bea', by: 'classifier' });
    expect(match?.runnerUp).toBeGreaterThan(match?.score ?? 1);
    expect(decideIdentity(face, match, { ...thresholds, accept: 0.5, probable: 0.4 })).toMatchObject({ outcome: 'ambiguous', reason: 'no_margin' });
  });

  it('has no runner-up with one member', () => {
    expect(galleryOf(template('ada', 0), template('ada', 5)).search(at(0))?.runnerUp).toBeNull();
  });

  it('replaces a member’s templates, and forgets a member', () => {
    const gallery = galleryOf(template('ada', 0));
    gallery.enrol([template('ada', 90)]);
    expect(gallery.search(at(0))?.score).toBeCloseTo(0, 6);
    gallery.evict('ada' as MemberId);
    expect(gallery.size).toBe(0);
  });
});

describe('the decision about a face', () => {
  it('names a member at or above the threshold and ahead of the others', () => {
    expect(decide(galleryOf(template('ada', 10), template('bea', 60)))).toMatchObject({ outcome: 'member', memberId: 'ada', threshold: 0.9 });
    expect(decide(galleryOf(template('ada', 10)))).toMatchObject({ outcome: 'member', margin: null });
  });

  it('names nobody when two members are alike', () => {
    const decision = decide(galleryOf(template('ada', 10), template('bea', 12)));
    expect(decision).toMatchObject({ outcome: 'ambiguous', reason: 'no_margin' });
    expect(decision).not.toHaveProperty('memberId');
  });

  it('tells probable from unknown, and unknown from an empty gallery', () => {
    expect(decide(galleryOf(template('ada', 30)))).toMatchObject({ outcome: 'probable' });
    expect(decide(galleryOf(template('ada', 50)))).toMatchObject({ outcome: 'unknown', reason: 'below_threshold' });
    expect(decide(new Gallery())).toMatchObject({ outcome: 'unknown', reason: 'empty_gallery', score: null });
  });

  it.each([
    ['no_face', 'no_face', 'none'],
    ['outside_zone', 'no_face', 'outside_zone'],
    ['two_faces', 'ambiguous', 'two_faces'],
    ['too_small', 'poor', 'too_small'],
    ['too_blurred', 'poor', 'too_blurred'],
    ['too_dark', 'poor', 'too_dark'],
  ] as const)('keeps the name of %s', (kind, outcome, reason) => {
    expect(decideIdentity({ kind, faces: 0 }, null, thresholds)).toEqual({ outcome, reason, score: null, margin: null, threshold: null });
  });

  it('has thresholds for the embedder that is shipped, and for no unknown one', () => {
    const shipped = thresholdsOf(DEFAULT_EMBEDDER_ID);
    expect(shipped.probable).toBeLessThan(shipped.accept);
    expect(() => thresholdsOf('other@1' as never)).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
  });
});

describe('the decision about an enrolment', () => {
  it('finds the photograph of somebody else', () => {
    expect(outliers([at(0), at(5), at(80), at(-5)], thresholds)).toEqual(new Set([2]));
  });

  it('trusts a single photograph, and neither of two that disagree', () => {
    expect(outliers([at(0)], thresholds)).toEqual(new Set());
    expect(outliers([at(0), at(80)], thresholds)).toEqual(new Set([0, 1]));
    expect(outliers([at(0), at(20)], thresholds)).toEqual(new Set());
  });

  it('finds the face of another member, not the member’s own', () => {
    const gallery = galleryOf(template('ada', 0), template('bea', 60));
    expect(duplicateOf([at(30), at(5)], 'new' as MemberId, gallery, thresholds)).toBe('ada');
    expect(duplicateOf([at(0)], 'ada' as MemberId, gallery, thresholds)).toBeNull();
  });
});
