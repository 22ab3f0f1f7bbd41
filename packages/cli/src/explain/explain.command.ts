import type { Command } from 'commander';
import type { Environment } from '@vitrine/runtime';
import { platformClient, withPlatform } from '../input/platform-client.js';
import { positiveNumber } from '../input/positive-number.js';
import { writeJson, writeTable } from '../output/write-result.js';

interface ExplainOptions {
  readonly member: string;
  readonly store: string;
  readonly url?: string;
  readonly top: number;
  readonly json?: boolean;
}

interface Weights {
  readonly intercept: number;
  readonly weights: Readonly<Record<string, number>>;
}

/** What this command reads of an explanation. */
interface Explanation {
  readonly at: string;
  readonly decidedBy: 'taste' | 'best-sellers';
  readonly model: { readonly version: string; readonly overall: Weights; readonly novel: Weights };
  readonly policy: Readonly<Record<string, number | boolean>>;
  readonly taste: { readonly receipts: number; readonly products: number };
  readonly candidates: readonly Candidate[];
}

interface Candidate {
  readonly rank: number | null;
  readonly sku: string;
  readonly title: string;
  readonly discountPercent: number;
  readonly verdict: string;
  readonly reason: string | null;
  readonly novel: boolean | null;
  readonly score: number;
  readonly signals: Readonly<Record<string, { readonly value: number; readonly lift: number }>> | null;
}

/** Signals told of each candidate, the strongest first. */
const TOLD_SIGNALS = 4;

/** `vitrine explain`: why a member would see what in a store, from the running platform. */
export function explainCommand(program: Command, environment: Environment): void {
  withPlatform(program.command('explain').description('why a member would be offered what in a store: signals, weights and policy for each candidate, from a running platform (its reco-worker)'))
    .requiredOption('--member <id>', 'the member')
    .requiredOption('--store <id>', 'the store')
    .option('--top <n>', 'most candidates shown in the table; JSON has all', positiveNumber, 30)
    .option('--json', 'print one JSON object')
    .action((options: ExplainOptions) => run(options, environment));
}

async function run({ member, store, url, top, json }: ExplainOptions, environment: Environment): Promise<void> {
  const explanation = await platformClient(url, environment).get<Explanation>(`/v1/stores/${encodeURIComponent(store)}/members/${encodeURIComponent(member)}/explanation`);
  if (json === true) return writeJson(explanation);
  const { at, decidedBy, model, policy, taste, candidates } = explanation;
  writeTable([`member ${member} in store ${store} at ${at}: decided by ${decidedBy}, model ${model.version}, ${taste.receipts} receipts, ${taste.products} products`], []);
  writeTable(['policy', Object.entries(policy).map(([name, value]) => `${name} ${String(value)}`).join(', ')], []);
  if (decidedBy === 'taste') for (const part of ['overall', 'novel'] as const) writeTable([`weights, ${part}`, weightsOf(model[part])], []);
  writeTable(['place', 'product', 'title', 'off', 'verdict', 'reason', 'new', 'score', 'what lifts it'], candidates.slice(0, top).map(rowOf));
  if (candidates.length > top) writeTable([`and ${candidates.length - top} more`], []);
}

function weightsOf({ intercept, weights }: Weights): string {
  return [`intercept ${intercept.toFixed(2)}`, ...Object.entries(weights).map(([signal, weight]) => `${signal} ${weight.toFixed(2)}`)].join(', ');
}

function rowOf({ rank, sku, title, discountPercent, verdict, reason, novel, score, signals }: Candidate): string[] {
  const strongest = Object.entries(signals ?? {}).filter(([, { lift }]) => lift > 0).toSorted((a, b) => b[1].lift - a[1].lift).slice(0, TOLD_SIGNALS);
  return [
    rank === null ? '-' : String(rank), sku, title, `${discountPercent} %`, verdict, reason ?? '-', novel === true ? 'yes' : novel === false ? 'no' : '-', score.toFixed(3),
    strongest.map(([signal, { value, lift }]) => `${signal} ${value.toFixed(2)} (+${lift.toFixed(2)})`).join(', '),
  ];
}
