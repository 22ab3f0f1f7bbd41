import type { TimedBasket } from '@vitrine/recommender';
import type { CentredVectors } from '@vitrine/word2vec';
import { lineChart } from '../plot/line-chart.js';
import { streamAgainstBatch, type StreamDiary } from './stream-diary.js';
import type { EvaluatedLearner } from './stream-learners.js';

/** What the plots are drawn from. */
export interface StreamPlotInput {
  readonly learner: string;
  readonly evaluated: EvaluatedLearner;
  readonly diary: StreamDiary;
  readonly test: readonly TimedBasket[];
  readonly seed: number;
  readonly titles: ReadonlyMap<string, string>;
}

/** Products on the map: those sold most. */
const MAPPED = 800;

/** Every plot as SVG, by name. The learner has learnt the test baskets in the end. */
export async function streamPlots({ learner, evaluated, diary, test, seed, titles }: StreamPlotInput): Promise<ReadonlyMap<string, string>> {
  const plots = new Map<string, string>(Object.entries(diary.charts(learner)).map(([name, chart]) => [name, lineChart(chart)]));
  const vectors = evaluated.vectors?.();
  if (vectors !== undefined) plots.set('product-map', await mapOf(vectors, titles, seed));
  plots.set('stream-against-batch', lineChart(streamAgainstBatch(evaluated.completer, test, seed)));
  return plots;
}

async function mapOf({ items, values, dim, confidence }: CentredVectors, titles: ReadonlyMap<string, string>, seed: number): Promise<string> {
  const { productMap } = await import('../plot/product-map.js');
  const rows = [...items.keys()].toSorted((a, b) => confidence[b]! - confidence[a]! || a - b).slice(0, MAPPED);
  return productMap(`The ${rows.length} products sold most, near where their vectors are`, {
    names: rows.map((row) => titles.get(items[row]!) ?? items[row]!), vectors: rows.map((row) => [...values.subarray(row * dim, (row + 1) * dim)]), seed,
  });
}
