import { crc32 } from 'node:zlib';
import { BasketCompleter, type CompletionBasket } from './basket-completer.js';
import { BestItems, type ScoredItem } from './best-items.js';

/** How a hybrid finds its weights. */
export interface HybridOptions {
  /** Every so manieth basket is asked for one of its items before it is learnt; default 10. */
  readonly judgeEvery: number;
  /** Judged baskets after which an older judgement counts 1/e; default 500. */
  readonly memory: number;
  /** Best items of each part that are blended; default 100. */
  readonly shortlist: number;
}

/** The defaults. */
export const HYBRID_DEFAULTS: HybridOptions = { judgeEvery: 10, memory: 500, shortlist: 100 };

/** Shares of the parts are tried in steps of 1/4. */
const STEPS = 4;
/** A part's scores are divided by that of its tenth item, which makes parts comparable whatever they measure. */
const REFERENCE_PLACE = 10;

/**
 * Blends several completers by shares that it learns from the stream alone: now and then a basket that is not learnt yet is asked
 * for one of its own items, and the shares that would have ranked it best so far (NDCG, older judgements fading) are used.
 */
export class HybridCompleter extends BasketCompleter {
  private readonly options: HybridOptions;
  private readonly trials: { readonly shares: readonly number[]; gain: number }[];
  private seen = 0;

  constructor(private readonly parts: readonly BasketCompleter[], options: Partial<HybridOptions> = {}) {
    super();
    this.options = { ...HYBRID_DEFAULTS, ...options };
    this.trials = sharesOf(parts.length, STEPS).map((shares) => ({ shares, gain: 0 }));
  }

  /** Share of each part in the order given, adding up to 1. Before anything was judged all count the same. */
  get shares(): readonly number[] {
    const best = this.trials.reduce((a, b) => (b.gain > a.gain ? b : a));
    return best.gain > 0 ? best.shares : this.parts.map(() => 1 / this.parts.length);
  }

  override learn(basket: CompletionBasket): void {
    if (basket.items.length > 1 && this.seen++ % this.options.judgeEvery === 0) this.judge(basket);
    for (const part of this.parts) part.learn(basket);
  }

  override complete(query: readonly string[], top: number): readonly ScoredItem[] {
    return blended(this.shortlists(query, Math.max(top, this.options.shortlist)), this.shares, top);
  }

  private judge({ id, items }: CompletionBasket): void {
    const hidden = items[crc32(id) % items.length]!;
    const lists = this.shortlists(items.filter((item) => item !== hidden), this.options.shortlist);
    const fade = Math.exp(-1 / this.options.memory);
    for (const trial of this.trials) {
      const rank = 1 + blended(lists, trial.shares, REFERENCE_PLACE).findIndex(({ item }) => item === hidden);
      trial.gain = trial.gain * fade + (rank > 0 ? 1 / Math.log2(1 + rank) : 0);
    }
  }

  private shortlists(query: readonly string[], count: number): ReadonlyMap<string, number>[] {
    return this.parts.map((part) => {
      const list = part.complete(query, count);
      const reference = Math.max(list[Math.min(REFERENCE_PLACE, list.length) - 1]?.score ?? 0, Number.EPSILON);
      return new Map(list.flatMap(({ item, score }) => (score > 0 ? [[item, score / reference]] : [])));
    });
  }
}

function blended(lists: readonly ReadonlyMap<string, number>[], shares: readonly number[], top: number): readonly ScoredItem[] {
  const scores = new Map<string, number>();
  for (const [part, list] of lists.entries()) {
    const share = shares[part]!;
    if (share > 0) for (const [item, score] of list) scores.set(item, (scores.get(item) ?? 0) + share * score);
  }
  const best = new BestItems(top);
  for (const [item, score] of scores) best.offer(item, score);
  return best.ranked();
}

/** Every way to share `steps` equal pieces among `parts`. */
function sharesOf(parts: number, steps: number, left = steps): number[][] {
  if (parts === 1) return [[left / steps]];
  return Array.from({ length: left + 1 }, (_, own) => sharesOf(parts - 1, steps, left - own).map((rest) => [own / steps, ...rest])).flat();
}
