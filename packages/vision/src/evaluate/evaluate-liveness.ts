import { readFile } from 'node:fs/promises';
import type { FaceChain } from '../chain/face-chain.js';
import type { FrameAnalysis } from '../chain/frame-analysis.js';
import type { LivenessCheck, LivenessTrace, LivenessVerdict } from '../liveness/liveness-check.js';
import { unfollowed } from '../liveness/pose-prompts.js';
import { LIVE, readAttacks, readLive, type PresentationSequence } from './presentation-folders.js';

/** How sequences of one type ended. Of guided ones `live` followed the prompts, the others are `undecided`. */
export interface TypeVerdicts extends Readonly<Record<LivenessVerdict, number>> {
  readonly type: string;
  readonly sequences: number;
  /** Frames with a usable face, of all. */
  readonly faces: number;
  readonly frames: number;
}

/** Error rates of one way to use the check, in the terms of ISO/IEC 30107-3. Null where there is nothing to measure it on. */
export interface LivenessRates {
  /** Share of attacks that are taken for a living face at their end, by type. */
  readonly apcer: Readonly<Record<string, number>>;
  /** Share of living people's sequences that are not. */
  readonly bpcer: number | null;
  /** Mean of the worst type's share and the living people's. */
  readonly acer: number | null;
}

/** What the check makes of living people and attacks. */
export interface LivenessReport {
  readonly embedder: string;
  readonly framesPerSecond: number;
  readonly live: TypeVerdicts;
  readonly guidedLive: TypeVerdicts;
  readonly attacks: readonly TypeVerdicts[];
  /** A name is withheld only from what shows itself to be a picture. */
  readonly passive: LivenessRates;
  /** A name is given only to what has shown life. */
  readonly required: LivenessRates;
  /** At enrolment: every prompt was followed. */
  readonly guided: LivenessRates;
}

/** Where the sequences are. */
export interface LivenessToEvaluate {
  readonly live: string;
  readonly attacks: string;
  readonly framesPerSecond: number;
}

interface Judged { readonly type: string; readonly guided: boolean; readonly verdict: LivenessVerdict; readonly faces: number; readonly frames: number }

/** The check that the face worker runs, on the chain it runs, over sequences of pictures. */
export async function evaluateLiveness(chain: FaceChain, check: LivenessCheck, given: LivenessToEvaluate, progress: (done: number, total: number) => void): Promise<LivenessReport> {
  const sequences = [...await readLive(given.live), ...(await readAttacks(given.attacks))];
  const judged: Judged[] = [];
  for (const sequence of sequences) {
    judged.push(await judge(chain, check, sequence, given.framesPerSecond));
    progress(judged.length, sequences.length);
  }
  const [free, guided] = [byType(judged.filter((one) => !one.guided)), byType(judged.filter((one) => one.guided))];
  return {
    embedder: chain.embedderId, framesPerSecond: given.framesPerSecond, live: free.live, guidedLive: guided.live, attacks: [...free.attacks, ...guided.attacks],
    passive: ratesOf(free, ({ live, undecided }) => live + undecided), required: ratesOf(free, ({ live }) => live), guided: ratesOf(guided, ({ live }) => live),
  };
}

interface Verdicts { readonly live: TypeVerdicts; readonly attacks: readonly TypeVerdicts[] }

function byType(judged: readonly Judged[]): Verdicts {
  const types = [...new Set(judged.map(({ type }) => type))].filter((type) => type !== LIVE);
  return { live: verdictsOf(LIVE, judged), attacks: types.map((type) => verdictsOf(type, judged)) };
}

async function judge(chain: FaceChain, check: LivenessCheck, { type, paths, prompts }: PresentationSequence, framesPerSecond: number): Promise<Judged> {
  const bytes = await Promise.all(paths.map(async (path) => readFile(path)));
  const analyses: FrameAnalysis[] = [];
  for (const one of bytes) analyses.push(...(await chain.analyse([{ bytes: one, formats: ['jpeg', 'png', 'webp'] }])));
  const geometries = analyses.map((analysis) => (analysis.kind === 'face' ? analysis.geometry : null));
  const seen = { type, faces: geometries.filter((geometry) => geometry !== null).length, frames: paths.length };
  if (prompts !== null) return { ...seen, guided: true, verdict: unfollowed(prompts, geometries).size === 0 ? 'live' : 'undecided' };
  const shown = geometries.reduce<LivenessTrace>((trace, geometry, frame) => (geometry?.shape == null ? trace : check.see(trace, { atMs: (frame * 1000) / framesPerSecond, shape: geometry.shape })), []);
  return { ...seen, guided: false, verdict: check.judge(shown).verdict };
}

function verdictsOf(type: string, judged: readonly Judged[]): TypeVerdicts {
  const own = judged.filter((one) => one.type === type);
  const count = (verdict: LivenessVerdict): number => own.filter((one) => one.verdict === verdict).length;
  const sum = (what: 'faces' | 'frames'): number => own.reduce((total, one) => total + one[what], 0);
  return { type, sequences: own.length, faces: sum('faces'), frames: sum('frames'), live: count('live'), flat: count('flat'), no_motion: count('no_motion'), undecided: count('undecided') };
}

function ratesOf({ live, attacks }: Verdicts, accepted: (verdicts: TypeVerdicts) => number): LivenessRates {
  const apcer = Object.fromEntries(attacks.map((attack) => [attack.type, accepted(attack) / attack.sequences]));
  const bpcer = live.sequences === 0 ? null : 1 - accepted(live) / live.sequences;
  return { apcer, bpcer, acer: bpcer === null || attacks.length === 0 ? null : (Math.max(...Object.values(apcer)) + bpcer) / 2 };
}
