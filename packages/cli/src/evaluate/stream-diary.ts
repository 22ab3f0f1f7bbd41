import { completionQuality, type BasketCompleter, type TimedBasket } from '@vitrine/recommender';
import type { ChartLine, LineChart } from '../plot/line-chart.js';

/** About so many baskets are asked for an item before they are learnt. */
const ASKED = 3000;
/** Points of a line. */
const POINTS = 30;
const DAY_MS = 86_400_000;

/** What was noted of a basket. */
interface Note {
  readonly at: number;
  readonly value: number;
}

/** Notes how a learner does while receipts arrive: what it finds in baskets that it has not learnt yet, and what learning costs. */
export class StreamDiary {
  private readonly hits: Note[] = [];
  private readonly costs: Note[] = [];
  private readonly askEvery: number;

  constructor(private readonly completer: BasketCompleter, expected: number, private readonly seed: number) {
    this.askEvery = Math.max(1, Math.floor(expected / ASKED));
  }

  /** Asks now and then, then learns. */
  learn(basket: TimedBasket, index: number): void {
    if (index % this.askEvery === 0) this.hits.push({ at: index, value: hit(this.completer, basket, this.seed) });
    const before = process.cpuUsage();
    this.completer.learn(basket);
    const { user, system } = process.cpuUsage(before);
    this.costs.push({ at: index, value: (user + system) / 1000 });
  }

  charts(learner: string): Readonly<Record<'hit-rate-over-time' | 'cost-per-receipt', LineChart>> {
    return {
      'hit-rate-over-time': { title: `Hit rate as receipts arrive, ${learner}: each asked before it is learnt`, x: 'receipts learnt', y: 'HR@10', linear: true, lines: [{ name: learner, points: means(this.hits) }] },
      'cost-per-receipt': { title: `What learning a receipt costs, ${learner}`, x: 'receipts learnt before', y: 'CPU ms a receipt', linear: true, lines: [{ name: learner, points: means(this.costs) }] },
    };
  }
}

/**
 * The test baskets in the order of their sale, by a model that stays as it was when they began, as one trained now and then does,
 * and by the same model learning each of them after it was asked. The learner has learnt them in the end.
 */
export function streamAgainstBatch(completer: BasketCompleter, test: readonly TimedBasket[], seed: number): LineChart {
  const still = test.map((basket) => ({ at: daysSince(test, basket), value: hit(completer, basket, seed) }));
  const live = test.map((basket) => {
    const note = { at: daysSince(test, basket), value: hit(completer, basket, seed) };
    completer.learn(basket);
    return note;
  });
  const lines: ChartLine[] = [{ name: 'goes on learning with each receipt', points: means(live, 7) }, { name: 'stays as it was at the start', points: means(still, 7) }];
  return { title: 'A stream against a model trained once', x: 'days after the end of training', y: 'HR@10', linear: true, lines };
}

function hit(completer: BasketCompleter, basket: TimedBasket, seed: number): number {
  return completionQuality([basket], (query, top) => completer.complete(query, top), seed).hitRate10;
}

function daysSince([first]: readonly TimedBasket[], { atMs }: TimedBasket): number {
  return (atMs - (first?.atMs ?? atMs)) / DAY_MS;
}

/** Means of as many runs of notes, each as long. */
function means(notes: readonly Note[], points = POINTS): (readonly [number, number])[] {
  const size = Math.max(1, Math.ceil(notes.length / points));
  return Array.from({ length: Math.ceil(notes.length / size) }, (_, run) => {
    const some = notes.slice(run * size, (run + 1) * size);
    const mean = (of: (note: Note) => number): number => some.reduce((sum, note) => sum + of(note), 0) / some.length;
    return [mean(({ at }) => at), mean(({ value }) => value)] as const;
  });
}
