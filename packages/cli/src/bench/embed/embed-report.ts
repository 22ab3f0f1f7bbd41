import { median } from '../median.js';
import type { BatchCost } from './measured-program.js';

/** What an image cost in each run of a program, by batch size. */
export type Costs = ReadonlyMap<number, readonly BatchCost[]>;

/** Milliseconds an image, by batch size. */
export type PerBatch = Readonly<Record<string, number>>;

/** What the costs come to: medians of CPU milliseconds an image; lower is better. */
export interface EmbedReport {
  /** The best of our runtimes at each batch size. */
  readonly ours: PerBatch;
  readonly peers: Readonly<Record<string, PerBatch>>;
  /** Ours / peer: below 1 ours needs less. */
  readonly ratio: Readonly<Record<string, PerBatch>>;
  /** Each of our runtimes, with the shortest elapsed time beside it. */
  readonly runtimes: Readonly<Record<string, { readonly cpuMs: PerBatch; readonly bestWallMs: PerBatch; readonly ratio: Readonly<Record<string, PerBatch>> }>>;
}

/** Sums up; nothing of ours may be missing at a batch size that a peer has. */
export function embedReport(ours: ReadonlyMap<string, Costs>, peers: ReadonlyMap<string, Costs>): EmbedReport {
  const peerMs = new Map(Array.from(peers, ([name, costs]) => [name, cpuMs(costs)]));
  const each = new Map(Array.from(ours, ([name, costs]) => [name, cpuMs(costs)]));
  const best: Record<string, number> = {};
  for (const perBatch of each.values()) for (const [batch, ms] of Object.entries(perBatch)) best[batch] = Math.min(best[batch] ?? Infinity, ms);
  const ratios = (mine: PerBatch): Record<string, PerBatch> => Object.fromEntries(Array.from(peerMs, ([name, theirs]) => [name, ratioOf(mine, theirs)]));
  return {
    ours: best,
    peers: Object.fromEntries(peerMs),
    ratio: ratios(best),
    runtimes: Object.fromEntries(Array.from(ours, ([name, costs]) => {
      const mine = each.get(name) ?? {};
      return [name, { cpuMs: mine, bestWallMs: bestWallMs(costs), ratio: ratios(mine) }];
    })),
  };
}

function cpuMs(costs: Costs): PerBatch {
  return Object.fromEntries(Array.from(costs, ([batch, each]) => [batch, median(each.map((cost) => cost.cpuMs))]));
}

function bestWallMs(costs: Costs): PerBatch {
  return Object.fromEntries(Array.from(costs, ([batch, each]) => [batch, Math.min(...each.map(({ wallMs }) => wallMs))]));
}

function ratioOf(mine: PerBatch, theirs: PerBatch): PerBatch {
  return Object.fromEntries(Object.entries(mine).flatMap(([batch, ms]) => (theirs[batch] === undefined ? [] : [[batch, ms / theirs[batch]]])));
}
