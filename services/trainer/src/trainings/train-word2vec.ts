import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { BasketCompletion, StreamLearner, type LearnerBasket } from '@vitrine/word2vec';
import { TrainerConfig } from '../config.js';
import { holdOut, puzzles } from './held-out.js';
import { judge, popularity, type Verdict } from './judge.js';
import type { Progress } from './recipe.js';

/** A trained model with what the gate found. */
export interface Trained {
  readonly learner: StreamLearner;
  readonly metrics: Readonly<Record<string, number>>;
  /** Why it may not be published; null when it may. */
  readonly objection: string | null;
}

/**
 * Trains word2vec over a whole history. The live learner has learnt the newest baskets already, which would flatter it, so it is
 * judged by its stand-in: its recipe, once over the same baskets as the candidate's first epoch. Works in slices of one basket, so the process goes on answering.
 */
@Injectable()
export class TrainWord2vec {
  constructor(private readonly config: TrainerConfig) {}

  /** @throws VitrineError `overloaded` when aborted */
  async run(baskets: readonly LearnerBasket[], progress: Progress, signal: AbortSignal): Promise<Trained> {
    const { train, heldOut } = holdOut(baskets, this.config.heldOutShare, this.config.mostHeldOut);
    const test = puzzles(heldOut);
    const learner = new StreamLearner(this.config.learner);
    if (baskets.length < this.config.minBaskets) return { learner, metrics: { baskets: baskets.length }, objection: `${baskets.length} baskets are too few to judge a model` };
    let done = 0;
    const step = (): void => {
      if (signal.aborted) throw new VitrineError('overloaded', 'the trainer is stopping');
      progress(++done, baskets.length * this.config.epochs + 3 * test.length);
    };
    const judged = async (): Promise<Verdict> => {
      const completion = new BasketCompletion(learner.vectors());
      return judge(test, (query, top) => completion.complete(query, top).map(({ item }) => item), step);
    };
    await eachInTurn(train, (basket) => learner.learn(basket), step);
    const live = await judged();
    const popular = await judge(test, popularity(learner.items, (item) => learner.count(item)), step);
    await this.rehearse(learner, train, step);
    const candidate = await judged();
    await eachInTurn(heldOut, (basket) => learner.learn(basket), step);
    await this.rehearse(learner, heldOut, step);
    return { learner, ...verdict(candidate, live, popular, baskets.length, test.length) };
  }

  private async rehearse(learner: StreamLearner, baskets: readonly LearnerBasket[], step: () => void): Promise<void> {
    for (let epoch = 2; epoch <= this.config.epochs; epoch++) {
      await eachInTurn(baskets, ({ eventId, items }) => learner.rehearse({ eventId: `${eventId}/${epoch}`, items }), step);
    }
  }
}

async function eachInTurn(baskets: readonly LearnerBasket[], work: (basket: LearnerBasket) => void, step: () => void): Promise<void> {
  for (const basket of baskets) {
    work(basket);
    step();
    await nextTurn();
  }
}

function verdict(candidate: Verdict, live: Verdict, popular: Verdict, baskets: number, test: number): Pick<Trained, 'metrics' | 'objection'> {
  const metrics = {
    baskets, heldOut: test, hitRate10: candidate.hitRate10, ndcg10: candidate.ndcg10,
    liveHitRate10: live.hitRate10, liveNdcg10: live.ndcg10, popularityHitRate10: popular.hitRate10, popularityNdcg10: popular.ndcg10,
  };
  const worseThan = candidate.hitRate10 < live.hitRate10 ? 'the live learner' : candidate.hitRate10 < popular.hitRate10 ? 'popularity' : null;
  return { metrics, objection: worseThan === null ? null : `it finds fewer hidden products than ${worseThan}` };
}
