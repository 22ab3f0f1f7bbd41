import type { ConsentId, MemberId } from '@vitrine/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrameAnalysis } from '../chain/frame-analysis.js';
import type { GalleryMatch } from '../match/gallery.js';
import { follow, type ComparedFrame, type TrackRules } from './follow.js';
import { DEFAULT_TRACK_SETTINGS, NEW_TRACK, type Track } from './track.js';

const rules: TrackRules = { thresholds: { accept: 0.9, probable: 0.8, margin: 0.05, duplicate: 0.95, outlier: 0.8 }, settings: DEFAULT_TRACK_SETTINGS };
const faceOf = (sizePx: number): FrameAnalysis => ({ kind: 'face', vector: new Float32Array(2), box: { x: 0, y: 0, width: 1, height: 1 }, quality: { sizePx, sharpness: 100, brightness: 100 }, geometry: null, faces: 1 });

type Shown = readonly [member: string, score: number, runnerUp?: number, sizePx?: number] | FrameAnalysis['kind'];

function frame(sequence: number, shown: Shown): ComparedFrame {
  if (typeof shown === 'string') return { sequence, atMs: sequence * 250, analysis: shown === 'face' ? faceOf(200) : ({ kind: shown, faces: 0 } as FrameAnalysis), match: null };
  const [memberId, score, runnerUp = 0.5, sizePx = 200] = shown;
  const match: GalleryMatch = { memberId: memberId as MemberId, consentId: `of ${memberId}` as ConsentId, score, runnerUp, by: 'search' };
  return { sequence, atMs: sequence * 250, analysis: faceOf(sizePx), match };
}

/** Outcomes and reasons of a stay's frames. */
function stay(...shown: Shown[]): string[] {
  let track: Track = NEW_TRACK;
  return shown.map((one, sequence) => {
    const followed = follow(track, frame(sequence, one), rules);
    track = followed.track;
    const { decision } = followed;
    return `${decision.outcome} ${decision.outcome === 'member' && decision.reason === 'none' ? decision.memberId : decision.reason}`;
  });
}

const ADA: Shown = ['ada', 0.95];
const STRANGER: Shown = ['ada', 0.7];

describe('a stay in front of a booth', () => {
  it('names a member on the second good frame, not on the first', () => {
    expect(stay(ADA, ADA, ADA)).toEqual(['probable more_frames', 'member ada', 'member ada']);
  });

  it('counts a frame that comes twice once', () => {
    const first = follow(NEW_TRACK, frame(0, ADA), rules);
    const again = follow(first.track, frame(0, ADA), rules);
    expect(again.decision).toEqual(first.decision);
    expect(again.track).toEqual(first.track);
  });

  it('does not name by frames that are no good', () => {
    expect(stay('too_small', 'no_face', ADA, 'too_blurred', 'too_dark')).toEqual(['poor too_small', 'no_face none', 'probable more_frames', 'poor too_blurred', 'poor too_dark']);
  });

  it('stays a stranger however long a stranger looks', () => {
    expect(new Set(stay(STRANGER, STRANGER, STRANGER, STRANGER))).toEqual(new Set(['unknown below_threshold']));
  });

  it('does not name by one lucky frame among a stranger’s', () => {
    expect(stay(STRANGER, STRANGER, ADA, ADA, STRANGER).filter((outcome) => outcome.startsWith('member'))).toEqual([]);
  });

  it('keeps a name over a weaker frame that would not have given it', () => {
    expect(stay(['ada', 0.88], ['ada', 0.88], ['ada', 0.88])).toEqual(['probable below_threshold', 'probable below_threshold', 'probable below_threshold']);
    expect(stay(['ada', 0.91], ['ada', 0.91], ['ada', 0.86], ['ada', 0.84]).slice(1)).toEqual(['member ada', 'member ada', 'member ada']);
  });

  it('carries a name over two frames without a face, and no further', () => {
    expect(stay(ADA, ADA, 'no_face', 'too_blurred', 'no_face', ADA)).toEqual(['probable more_frames', 'member ada', 'member held', 'member held', 'no_face none', 'member ada']);
  });

  it('does not carry a name to two faces', () => {
    expect(stay(ADA, ADA, 'two_faces')[2]).toBe('ambiguous two_faces');
  });

  it('takes the name back at the first other face, and begins anew at the second', () => {
    expect(stay(ADA, ADA, ['bea', 0.95], ['bea', 0.95], ['bea', 0.95])).toEqual(['probable more_frames', 'member ada', 'probable face_changed', 'member bea', 'member bea']);
    expect(stay(ADA, ADA, STRANGER, STRANGER, STRANGER)).toEqual(['probable more_frames', 'member ada', 'probable face_changed', 'unknown below_threshold', 'unknown below_threshold']);
    expect(stay(ADA, ADA, STRANGER, 'no_face')[3]).toBe('no_face none');
  });

  it('weighs frames by their quality', () => {
    expect(stay(['ada', 0.95], ['bea', 0.95, 0.5, 40], ['ada', 0.95])).toEqual(['probable more_frames', 'probable more_frames', 'member ada']);
    expect(stay(['ada', 0.95, 0.5, 40], ['bea', 0.95], ['ada', 0.95, 0.5, 40])[2]).toBe('ambiguous no_margin');
  });

  it('names nobody whom another member resembles', () => {
    expect(stay(['ada', 0.95, 0.94], ['ada', 0.95, 0.94])).toEqual(['ambiguous no_margin', 'ambiguous no_margin']);
  });

  it('is the same fold wherever it is cut, and never names on fewer good frames than asked for', () => {
    const shown = fc.oneof(
      fc.constantFrom<Shown>('no_face', 'too_small', 'two_faces', 'outside_zone'),
      fc.tuple(fc.constantFrom('ada', 'bea'), fc.double({ min: 0.6, max: 1, noNaN: true }), fc.double({ min: 0.3, max: 1, noNaN: true })),
    );
    fc.assert(fc.property(fc.array(shown, { maxLength: 20 }), (frames) => {
      let track = NEW_TRACK;
      for (const [sequence, one] of frames.entries()) {
        const followed = follow(JSON.parse(JSON.stringify(track)) as Track, frame(sequence, one), rules);
        expect(followed).toEqual(follow(track, frame(sequence, one), rules));
        track = followed.track;
        expect(followed.decision.outcome !== 'member' || followed.goodFrames >= rules.settings.minFrames).toBe(true);
        expect(track.votes.length).toBeLessThanOrEqual(rules.settings.window);
      }
    }));
  });
});
