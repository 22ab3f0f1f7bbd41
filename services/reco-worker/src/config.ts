import { OFFER_POLICY_DEFAULTS, type OfferPolicy } from '@vitrine/recommender';
import type { Environment } from '@vitrine/runtime';
import type { StreamLearnerOptions } from '@vitrine/word2vec';
import { z } from 'zod';
import type { MovementLimits } from './learner/movement.js';

const whole = z.coerce.number().int();

/** Settings of the reco-worker, under the names of their environment variables. */
export const recoWorkerEnvironment = z.object({
  VITRINE_SLATE_TTL_MS: whole.min(1000).default(60_000),
  VITRINE_SLATE_REFRESH_MS: whole.min(0).default(20_000),
  VITRINE_SLATE_SIZE: whole.min(1).max(50).default(OFFER_POLICY_DEFAULTS.size),
  VITRINE_SLATE_NOVEL_PLACES: whole.min(0).max(50).default(OFFER_POLICY_DEFAULTS.novelPlaces),
  VITRINE_SLATE_PER_CATEGORY: whole.min(1).max(50).default(OFFER_POLICY_DEFAULTS.perCategory),
  VITRINE_SLATE_MINIMUM_RELEVANCE: z.coerce.number().gt(0).lt(1).default(OFFER_POLICY_DEFAULTS.minimumRelevance),
  VITRINE_SLATE_SHOWN_PER_DAY: whole.min(1).default(OFFER_POLICY_DEFAULTS.shownPerDay),
  VITRINE_SLATE_REBUY_SHARE: z.coerce.number().min(0).max(1).default(OFFER_POLICY_DEFAULTS.rebuyShare),
  VITRINE_SLATE_EXPLORATION: z.coerce.number().min(0).max(1).default(OFFER_POLICY_DEFAULTS.exploration),
  VITRINE_SLATE_DISCOUNT_EMPHASIS: z.coerce.number().min(-20).max(20).default(OFFER_POLICY_DEFAULTS.discountEmphasis),
  VITRINE_SLATE_MARGIN_EMPHASIS: z.coerce.number().min(-20).max(20).default(OFFER_POLICY_DEFAULTS.marginEmphasis),
  VITRINE_CANDIDATE_CACHE_MS: whole.min(0).max(60_000).default(1000),
  VITRINE_LEARNER_DIM: whole.min(2).max(1024).default(64),
  VITRINE_LEARNER_PASSES: whole.min(1).max(50).default(5),
  VITRINE_LEARNER_REPLAYS: whole.min(0).max(200).default(40),
  VITRINE_LEARNER_CAPACITY: whole.min(1000).max(4_000_000).default(262_144),
  VITRINE_LEARNER_COMMIT_BASKETS: whole.min(1).default(2000),
  VITRINE_LEARNER_COMMIT_MS: whole.min(10).default(30_000),
  VITRINE_VECTORS_PUBLISH_MS: whole.min(10).default(500),
  VITRINE_VECTORS_TOLERANCE: z.coerce.number().min(0).max(2).default(0.001),
  VITRINE_VECTORS_AT_ONCE: whole.min(1).default(300),
  VITRINE_VECTORS_GROWTH: z.coerce.number().min(1).max(10).default(1.1),
});

/** What the reco-worker runs by; frozen. */
export class RecoWorkerConfig {
  /** How long a slate may stay on a display without a new decision. */
  readonly slateTtlMs: number;
  /** Age from which a slate is decided anew for the same shopper. */
  readonly slateRefreshMs: number;
  readonly policy: OfferPolicy;
  /** How long a store's promotions, and the products and figures that stores and shoppers share, are kept in memory; stock and validity are looked at each time. */
  readonly candidateCacheMs: number;
  readonly learner: Partial<StreamLearnerOptions>;
  /** A snapshot is written after so many baskets, or so long after the first one not in it. */
  readonly learnerCommitBaskets: number;
  readonly learnerCommitMs: number;
  /** Moved vectors are published so long after the first of them moved. */
  readonly vectorsPublishMs: number;
  /** What of them is published then. */
  readonly vectorsMovement: MovementLimits;
  /** Growth in baskets after which all vectors are published anew: the centre that is taken off each has moved by then. 1: every time. */
  readonly vectorsGrowth: number;

  constructor(settings: z.output<typeof recoWorkerEnvironment>) {
    this.slateTtlMs = settings.VITRINE_SLATE_TTL_MS;
    this.slateRefreshMs = settings.VITRINE_SLATE_REFRESH_MS;
    this.policy = {
      ...OFFER_POLICY_DEFAULTS, size: settings.VITRINE_SLATE_SIZE, novelPlaces: settings.VITRINE_SLATE_NOVEL_PLACES, rebuyShare: settings.VITRINE_SLATE_REBUY_SHARE,
      perCategory: settings.VITRINE_SLATE_PER_CATEGORY, minimumRelevance: settings.VITRINE_SLATE_MINIMUM_RELEVANCE, shownPerDay: settings.VITRINE_SLATE_SHOWN_PER_DAY,
      exploration: settings.VITRINE_SLATE_EXPLORATION, discountEmphasis: settings.VITRINE_SLATE_DISCOUNT_EMPHASIS,
      marginEmphasis: settings.VITRINE_SLATE_MARGIN_EMPHASIS,
    };
    this.candidateCacheMs = settings.VITRINE_CANDIDATE_CACHE_MS;
    this.learner = { dim: settings.VITRINE_LEARNER_DIM, passes: settings.VITRINE_LEARNER_PASSES, replays: settings.VITRINE_LEARNER_REPLAYS, capacity: settings.VITRINE_LEARNER_CAPACITY };
    this.learnerCommitBaskets = settings.VITRINE_LEARNER_COMMIT_BASKETS;
    this.learnerCommitMs = settings.VITRINE_LEARNER_COMMIT_MS;
    this.vectorsPublishMs = settings.VITRINE_VECTORS_PUBLISH_MS;
    this.vectorsMovement = { tolerance: settings.VITRINE_VECTORS_TOLERANCE, most: settings.VITRINE_VECTORS_AT_ONCE };
    this.vectorsGrowth = settings.VITRINE_VECTORS_GROWTH;
    Object.freeze(this);
  }
}

/** The environment of this process. */
export const processEnvironment: Environment = process.env;
