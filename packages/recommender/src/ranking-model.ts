import { VitrineError } from '@vitrine/contracts';
import type { RelevanceModel, RelevanceWeights } from './relevance.js';
import { SIGNALS, type Signal } from './signals.js';

/** A trained ranking model with where it comes from. */
export interface RankingModel extends RelevanceModel {
  /** Receipts of these moments made its training targets. */
  readonly window: { readonly fromMs: number; readonly toMs: number };
  /** Questions its weights were fitted on. */
  readonly questions: number;
}

const FORMAT = 'vitrine.ranking';
/** Grows when a signal comes to mean something else: weights fitted on what it was are worth nothing then. */
const VERSION = 2;

/** The model as it is stored: JSON, so that weights can be read by people. */
export function writeRankingModel({ overall, novel, window, questions }: RankingModel): Uint8Array {
  return Buffer.from(JSON.stringify({ format: FORMAT, version: VERSION, window, questions, overall, novel }));
}

/** @throws VitrineError `model_invalid` naming what is wrong: not a ranking model, another version, a signal that is not known, a weight that is no number */
export function readRankingModel(bytes: Uint8Array): RankingModel {
  const held = parsed(bytes);
  if (held['format'] !== FORMAT) throw invalid('it is none');
  if (held['version'] !== VERSION) throw invalid(`version ${String(held['version'])}; this program reads ${VERSION}`);
  const window = held['window'] as RankingModel['window'] | undefined;
  if (!isNumber(window?.fromMs) || !isNumber(window.toMs)) throw invalid('its training window is missing');
  if (!isNumber(held['questions'])) throw invalid('the number of its questions is missing');
  return { overall: weightsOf(held, 'overall'), novel: weightsOf(held, 'novel'), window, questions: held['questions'] };
}

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const held: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof held === 'object' && held !== null ? held as Readonly<Record<string, unknown>> : {};
  } catch {
    throw invalid('it is cut off or no JSON');
  }
}

function weightsOf(held: Readonly<Record<string, unknown>>, part: 'overall' | 'novel'): RelevanceWeights {
  const model = held[part] as Partial<RelevanceWeights> | undefined;
  if (!isNumber(model?.intercept)) throw invalid(`${part}.intercept is no number`);
  for (const [signal, weight] of Object.entries(model.weights ?? {})) {
    if (!SIGNALS.includes(signal as Signal)) throw invalid(`${part} has a signal "${signal}" that is not known here`);
    if (!isNumber(weight)) throw invalid(`${part}.weights.${signal} is no number`);
  }
  return { intercept: model.intercept, weights: model.weights ?? {} };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function invalid(what: string): VitrineError {
  return new VitrineError('model_invalid', `the ranking model is invalid: ${what}`);
}
