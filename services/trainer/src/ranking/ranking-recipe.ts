import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { compared, figuresOf, RankingTrainer, readRankingModel, SHIPPED_MODEL, writeRankingModel, type Comparison, type JudgedRanking, type RelevanceModel } from '@vitrine/recommender';
import { Chain } from '@vitrine/runtime';
import { ModelRegistry, RANKING_MODEL } from '@vitrine/state';
import { Random, StreamLearner } from '@vitrine/word2vec';
import { TrainerConfig } from '../config.js';
import type { Progress, Recipe, Trained } from '../trainings/recipe.js';
import { PromotionHistory } from './promotion-history.js';
import { DAY_MS, ReceiptHistory, type SalesHistory } from './receipt-history.js';

/** With fewer questions nothing can be told. */
const FEWEST_FITTED = 50;
const FEWEST_JUDGED = 20;
/** Receipts learnt before other work gets a turn: one takes some 2 ms, for the vectors. */
const AT_ONCE = 5;

/** What decides by now, and which days it was fitted on: there it is not asked, as it knows the answers. */
interface Live {
  readonly model: RelevanceModel;
  readonly seenUpToMs: number;
}

/**
 * The model that orders offers: fitted on some weeks of receipts, each asked with the promotions of its store and time where the log knows them, judged on the days after them against the live model (on those of them that
 * it was not fitted on; where there are hardly any it is not compared), against own frequency and against popularity; then fitted again with those days in. Works in small slices, so the process goes on answering.
 */
@Injectable()
export class RankingRecipe implements Recipe {
  readonly model = RANKING_MODEL;
  private readonly logger = new Logger(RankingRecipe.name);

  constructor(private readonly history: ReceiptHistory, private readonly promotions: PromotionHistory, private readonly registry: ModelRegistry, private readonly chain: Chain, private readonly config: TrainerConfig) {}

  async train(progress: Progress, signal: AbortSignal): Promise<Trained> {
    const history = await this.history.open(signal);
    const judgedFromMs = history.newestMs - this.config.rankingJudgedDays * DAY_MS;
    const trainer = await this.learnt(history, judgedFromMs - this.config.rankingFitWeeks * 7 * DAY_MS, progress, signal);
    const candidate = trainer.fit(judgedFromMs);
    const verdict = this.judged(trainer, candidate, await this.live(), judgedFromMs);
    const fitted = trainer.fit();
    const judgedQuestions = trainer.questions(judgedFromMs);
    const metrics = { receipts: history.receipts, questions: candidate.questions, judgedQuestions, ...verdict.metrics };
    const tooFew = candidate.questions < FEWEST_FITTED || judgedQuestions < FEWEST_JUDGED;
    const objection = tooFew ? `${candidate.questions} questions to learn from and ${judgedQuestions} to judge by are too few` : verdict.objection;
    return { bytes: writeRankingModel(fitted), trainedUpTo: history.end, metrics, objection };
  }

  private async learnt(history: SalesHistory, fitFromMs: number, progress: Progress, signal: AbortSignal): Promise<RankingTrainer> {
    const usable = [...history.discountedPerDay].reduce((sum, [day, receipts]) => (day * DAY_MS >= fitFromMs ? sum + receipts : sum), 0);
    const random = Random.from('ranking');
    const promotions = await this.promotions.since(fitFromMs, history.goods, signal);
    const trainer = new RankingTrainer({
      goods: history.goods, promotions, regionOf: (storeId) => history.regions.get(storeId) ?? '', vectors: () => new StreamLearner(this.config.learner), fitFromMs,
      fitEvery: Math.max(1, Math.round(usable / this.config.rankingQuestions)), random: () => random.next(),
    });
    let done = 0;
    for await (const receipt of history.read()) {
      trainer.learn(receipt);
      if (done++ % AT_ONCE !== 0) continue;
      if (signal.aborted) throw new VitrineError('overloaded', 'the trainer is stopping');
      progress(done, history.receipts);
      await nextTurn();
    }
    return trainer;
  }

  /** What is decided by now; where that cannot be read, the workers decide by the model that is built in, or by one that was live before. */
  private async live(): Promise<Live> {
    const live = await this.registry.live(this.chain.id, RANKING_MODEL);
    if (live === null) return { model: SHIPPED_MODEL, seenUpToMs: 0 };
    try {
      const model = readRankingModel(await this.registry.load(this.chain.id, RANKING_MODEL, live.version));
      return { model, seenUpToMs: model.window.toMs };
    } catch (error) {
      if (!(error instanceof VitrineError) || error.code !== 'model_invalid') throw error;
      this.logger.warn(`version ${live.version} is live and cannot be read: ${error.message}; it is compared with the model that is built in`);
      return { model: SHIPPED_MODEL, seenUpToMs: 0 };
    }
  }

  private judged(trainer: RankingTrainer, candidate: RelevanceModel, live: Live, fromMs: number): Pick<Trained, 'metrics' | 'objection'> {
    const random = Random.from('ranking/gate');
    const ours = trainer.judge(candidate, fromMs, false);
    const novel = trainer.judge(candidate, fromMs, true);
    const comparisons: Comparison[] = [];
    const metrics: Record<string, number> = { ...figuresOf('', ours), ...figuresOf('novel', novel) };
    const references: readonly (readonly [string, string, JudgedRanking, number])[] = [
      ['live', 'the live model', live.model, Math.max(fromMs, live.seenUpToMs)], ['frequency', 'own frequency', 'gp-topfreq', fromMs], ['popularity', 'popularity', 'popularity', fromMs],
    ];
    for (const [name, said, ranking, sinceMs] of references) {
      const theirs = trainer.judge(ranking, sinceMs, false);
      if (theirs.length < FEWEST_JUDGED) continue;
      const one = compared(trainer.judge(candidate, sinceMs, false), said, theirs, () => random.next());
      comparisons.push(one);
      Object.assign(metrics, figuresOf(name, theirs), { [`${name}Difference`]: one.difference.mean, [`${name}DifferenceLow`]: one.difference.low, [`${name}DifferenceHigh`]: one.difference.high });
    }
    const worse = comparisons.find((one) => one.worse);
    return { metrics, objection: worse === undefined ? null : objectionTo(worse) };
  }
}

function objectionTo({ reference, difference: { mean, low, high } }: Comparison): string {
  return `its NDCG@10 is ${(-mean).toFixed(4)} below that of ${reference}, 95 % [${(-high).toFixed(4)}, ${(-low).toFixed(4)}]`;
}
