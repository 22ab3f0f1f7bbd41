import type { ConsentId, MemberId } from '@vitrine/contracts';
import { describe, expect, it } from 'vitest';
import type { FrameAnalysis } from '../chain/frame-analysis.js';
import { DEFAULT_EMBEDDER_ID } from '../embed/open-embedder.js';
import { duplicateOf, outliers } from './enrolment-decision.js';
import { Gallery } from './gallery.js';
import { decideIdentity } from './identity-decision.js';
import { thresholdsOf } from './thresholds.js';

const thresholds = { accept: 0.9, probable: 0.8, margin: 0.05, duplicate: 0.95, outlier: 0.8 };
/** A unit vector in the plane, so many degrees from the first axis. */
const at = (degrees: number): Float32Array => Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const template = (member: string, degrees: number) => ({ memberId: member as MemberId, consentId: `consent of ${member}` as ConsentId, vector: at(degrees) });
const face: FrameAnalysis = { kind: 'face', vector: at(0), box: { x: 0, y: 0, width: 1, height: 1 }, quality: { sizePx: 100, sharpness: 100, brightness: 100 }, faces: 1 };
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

  it('finds the best template of the best member, and the best of anybody else', () => {
    const match = galleryOf(template('ada', 60), template('ada', 10), template('bea', 30), template('cleo', 90)).search(at(0));
    expect(match).toMatchObject({ memberId: 'ada', consentId: 'consent of ada' });
    expect(match?.score).toBeCloseTo(Math.cos(Math.PI / 18), 6);
    expect(match?.runnerUp).toBeCloseTo(Math.cos(Math.PI / 6), 6);
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
