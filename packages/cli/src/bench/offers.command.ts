import type { Command } from 'commander';
import { decide, OFFER_POLICY_DEFAULTS, SHIPPED_MODEL } from '@vitrine/recommender';
import { nearestRows } from '@vitrine/state';
import { Random } from '@vitrine/word2vec';
import { positiveNumber } from '../input/positive-number.js';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson, writeTable } from '../output/write-result.js';
import { percentile } from '../simulate/percentile.js';
import { machine } from './machine.js';
import { BENCH_NOW_MS, MadeStore } from './made-store.js';

interface OffersOptions {
  readonly candidates: number;
  readonly decisions: number;
  readonly seed: number;
  readonly json?: boolean;
}

const MEMBERS = 20;
/** Decisions before the clock counts. V8 compiles a decision as a whole at about the 600th, and meanwhile one in a hundred takes five times as long. */
const WARM_UP = 1000;
const DIMENSION = 64;
const PLACES = 10;
/** Weighs the vectors, too, as a chain's own model does. */
const MODEL = { ...SHIPPED_MODEL, novel: { ...SHIPPED_MODEL.novel, weights: { ...SHIPPED_MODEL.novel.weights, tasteMatch: 1 } } };

/** `vitrine bench offers`: how long a decision takes, beside an exact scan of as many vectors. */
export function offersCommand(bench: Command): void {
  bench
    .command('offers')
    .description('time of one decision for a member with 60 receipts over a store’s prepared candidates, beside an exact scan of as many vectors of 64 numbers')
    .option('--candidates <n>', 'products on promotion', positiveNumber, 2000)
    .option('--decisions <n>', 'decisions that are timed', positiveNumber, 2000)
    .option('--seed <n>', 'decides the made store and its members', wholeNumber, 1)
    .option('--json', 'print one JSON object')
    .action(run);
}

function run({ candidates, decisions, seed, json }: OffersOptions): void {
  const random = Random.from(`bench:${seed}`);
  const store = new MadeStore(candidates, random);
  const set = store.prepared();
  const shoppers = Array.from({ length: MEMBERS }, (_, number) => store.shopper(number));
  tell(`${decisions} decisions over ${candidates} candidates`);
  const onHandMilli = new Map(set.candidates.map(({ sku }) => [sku, 1000]));
  const ours = times(WARM_UP, decisions, (n) => decide({ nowMs: BENCH_NOW_MS, timeZone: 'UTC', candidates: set, onHandMilli, shopper: shoppers[n % MEMBERS]!, seed: String(n) }, OFFER_POLICY_DEFAULTS, MODEL));
  const elements = Float32Array.from({ length: candidates * DIMENSION }, () => random.next() - 0.5);
  const query = elements.slice(0, DIMENSION);
  const scan = times(WARM_UP, decisions, () => nearestRows({ elements, rows: candidates, dimension: DIMENSION }, query, PLACES));
  const preparing = times(MEMBERS, Math.ceil(decisions / MEMBERS), () => store.prepared());
  report({ candidates, decisions, seed }, summary(ours), summary(scan), summary(preparing), json === true);
}

/** Milliseconds of the clock, and of the processor's time of all threads: the latter says what a decision takes where others are at work, too. */
interface Times {
  readonly wall: readonly number[];
  readonly cpu: readonly number[];
}

interface Summary {
  readonly p50: number;
  readonly p99: number;
  readonly cpu: { readonly p50: number; readonly p99: number };
}

function report(settings: object, ours: Summary, scan: Summary, preparing: Summary, json: boolean): void {
  if (json) writeJson({ unit: 'milliseconds, p99', ours: ours.p99, peers: { exactScan: scan.p99 }, ratio: { exactScan: ours.p99 / scan.p99 }, decisionMs: ours, prepareMs: preparing, scanMs: scan, settings, machine: machine() });
  else {
    writeTable(['', 'p50 ms', 'p99 ms', 'p50 CPU ms', 'p99 CPU ms'], [
      row('decision', ours),
      row('exact scan, 64 dimensions', scan),
      row('preparing a store’s candidates, at most once a second', preparing),
    ]);
  }
}

function row(what: string, { p50, p99, cpu }: Summary): string[] {
  return [what, ...[p50, p99, cpu.p50, cpu.p99].map((ms) => ms.toFixed(3))];
}

function times(warmUp: number, count: number, work: (n: number) => unknown): Times {
  for (let n = 0; n < warmUp; n++) work(n);
  const [wall, cpu]: [number[], number[]] = [[], []];
  for (let n = 0; n < count; n++) {
    const [started, used] = [performance.now(), process.cpuUsage()];
    work(n);
    const { user, system } = process.cpuUsage(used);
    wall.push(performance.now() - started);
    cpu.push((user + system) / 1000);
  }
  return { wall, cpu };
}

function summary({ wall, cpu }: Times): Summary {
  return { ...quantiles(wall), cpu: quantiles(cpu) };
}

function quantiles(all: readonly number[]): { readonly p50: number; readonly p99: number } {
  return { p50: percentile(all, 0.5) ?? 0, p99: percentile(all, 0.99) ?? 0 };
}
