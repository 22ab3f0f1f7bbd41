import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { VitrineError } from '@vitrine/contracts';
import { Cooccurrence } from '@vitrine/recommender';
import { BasketCompletion, StreamLearner, type CentredVectors, type LearnerBasket } from '@vitrine/word2vec';
import { TrainerConfig } from '../config.js';
import { driftOf } from './drift.js';
import { gate, type Contest } from './gate.js';
import { holdOut, puzzles, type Puzzle } from './held-out.js';
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
      progress(++done, baskets.length * this.config.epochs + 4 * test.length);
    };
    await eachInTurn(train, (basket) => learner.learn(basket), step);
    const before = learner.vectors();
    const references = { live: await judgeVectors(before, test, step), ...(await judgeReferences(learner, train, test, step)) };
    await this.rehearse(learner, train, step);
    const after = learner.vectors();
    const contest = { candidate: await judgeVectors(after, test, step), ...references };
    const { metrics, objection } = gate(contest);
    const drift = driftOf(test, contest.candidate, before, after, (item) => learner.count(item));
    await eachInTurn(heldOut, (basket) => learner.learn(basket), step);
    await this.rehearse(learner, heldOut, step);
    return { learner, metrics: { baskets: baskets.length, heldOut: test.length, ...metrics, ...drift }, objection };
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

function judgeVectors(vectors: CentredVectors, test: readonly Puzzle[], step: () => void): Promise<Verdict> {
  const completion = new BasketCompletion(vectors);
  return judge(test, (query, top) => completion.complete(query, top).map(({ item }) => item), step);
}

async function judgeReferences(learner: StreamLearner, train: readonly LearnerBasket[], test: readonly Puzzle[], step: () => void): Promise<Pick<Contest, 'popularity' | 'cooccurrence'>> {
  const together = new Cooccurrence();
  await eachInTurn(train, ({ eventId, items }) => together.learn({ id: eventId, items }), () => undefined);
  return {
    popularity: await judge(test, popularity(learner.items, (item) => learner.count(item)), step),
    cooccurrence: await judge(test, (query, top) => together.complete(query, top).map(({ item }) => item), step),
  };
}
