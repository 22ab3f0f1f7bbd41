import type { RelevanceModel } from './relevance.js';

/**
 * What is decided by until a model is published: fitted by `RankingTrainer` on the receipts of 300 households of sample data (README of
 * this package). A chain's own model, from its trainer, takes its place.
 */
export const SHIPPED_MODEL: RelevanceModel = {
  overall: {
    intercept: -7.939,
    weights: { frequency: -0.147, recency: 0.913, popularity: 1.386, storePopularity: 0.739, category: 2.995, discount: 1.541, habit: 1.283, regularity: 4.564, recentCategory: 2.176 },
  },
  novel: { intercept: -8.572, weights: { popularity: 2.657, storePopularity: 0.594, category: 3.941, discount: 1.783, recentCategory: 1.529, together: 4.92 } },
};
