import { VitrineError, type EmbedderId } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';
import { chooseEmbedder, DEFAULT_EMBEDDER_ID } from '@vitrine/vision';
import type { StreamLearnerOptions } from '@vitrine/word2vec';
import { z } from 'zod';

const whole = z.coerce.number().int();

/** An id or a model's folder, as the face workers read it; what is wrong with it is told with all other faults. */
function embedder(text: string, context: z.RefinementCtx): EmbedderId {
  try {
    return chooseEmbedder(text).embedder;
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}

/** Settings of the trainer, under the names of their environment variables. Those of the learner must be the reco-workers'. */
export const trainerEnvironment = z.object({
  VITRINE_LEARNER_DIM: whole.min(2).max(1024).default(64),
  VITRINE_LEARNER_PASSES: whole.min(1).max(50).default(5),
  VITRINE_LEARNER_REPLAYS: whole.min(0).max(200).default(40),
  VITRINE_LEARNER_CAPACITY: whole.min(1000).max(4_000_000).default(262_144),
  VITRINE_TRAINING_EPOCHS: whole.min(2).max(100).default(2),
  VITRINE_TRAINING_MIN_BASKETS: whole.min(10).default(200),
  VITRINE_TRAINING_HELD_OUT: z.coerce.number().min(0.01).max(0.5).default(0.1),
  VITRINE_TRAINING_MOST_HELD_OUT: whole.min(1).default(2000),
  VITRINE_RANKING_FIT_WEEKS: whole.min(1).max(520).default(6),
  VITRINE_RANKING_JUDGED_DAYS: whole.min(1).max(365).default(7),
  VITRINE_RANKING_QUESTIONS: whole.min(50).max(100_000).default(3000),
  VITRINE_FACE_EMBEDDER: z.string().default(DEFAULT_EMBEDDER_ID).transform(embedder),
  VITRINE_CLASSIFIER_MOST_PEOPLE: whole.min(0).default(1000),
  VITRINE_CLASSIFIER_DELAY_MS: whole.min(0).max(60_000).default(300),
});

/** What the trainer runs by; frozen. */
export class TrainerConfig {
  readonly learner: Partial<StreamLearnerOptions>;
  /** Times the history is gone through; the first is what the live learner does. */
  readonly epochs: number;
  /** With fewer baskets nothing can be judged, so nothing is published. */
  readonly minBaskets: number;
  /** Share of the newest baskets that judge a model, and the most of them. */
  readonly heldOutShare: number;
  readonly mostHeldOut: number;
  /** Weeks before the judged days that make the ranking model's training targets. */
  readonly rankingFitWeeks: number;
  /** Newest days that judge a ranking model. */
  readonly rankingJudgedDays: number;
  /** Receipts of those weeks that are used, about. */
  readonly rankingQuestions: number;
  /** Embedder whose gallery gets a classifier; the face workers'. */
  readonly embedder: EmbedderId;
  /** Of a larger gallery none is made: search is then as good, and training would never be done. */
  readonly classifierMostPeople: number;
  /** Pause after a change of the gallery, so that several enrolments make one training. */
  readonly classifierDelayMs: number;

  constructor(settings: z.output<typeof trainerEnvironment>) {
    this.learner = { dim: settings.VITRINE_LEARNER_DIM, passes: settings.VITRINE_LEARNER_PASSES, replays: settings.VITRINE_LEARNER_REPLAYS, capacity: settings.VITRINE_LEARNER_CAPACITY };
    this.epochs = settings.VITRINE_TRAINING_EPOCHS;
    this.minBaskets = settings.VITRINE_TRAINING_MIN_BASKETS;
    this.heldOutShare = settings.VITRINE_TRAINING_HELD_OUT;
    this.mostHeldOut = settings.VITRINE_TRAINING_MOST_HELD_OUT;
    this.rankingFitWeeks = settings.VITRINE_RANKING_FIT_WEEKS;
    this.rankingJudgedDays = settings.VITRINE_RANKING_JUDGED_DAYS;
    this.rankingQuestions = settings.VITRINE_RANKING_QUESTIONS;
    this.embedder = settings.VITRINE_FACE_EMBEDDER;
    this.classifierMostPeople = settings.VITRINE_CLASSIFIER_MOST_PEOPLE;
    this.classifierDelayMs = settings.VITRINE_CLASSIFIER_DELAY_MS;
    Object.freeze(this);
  }
}

/** The environment of this process. */
export const processEnvironment: Environment = process.env;
