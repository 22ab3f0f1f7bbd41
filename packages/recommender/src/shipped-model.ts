import type { RelevanceModel } from './relevance.js';

/**
 * What is decided by until a model is published: fitted by `RankingTrainer` on the receipts of 300 households of sample data (README of
 * this package). A chain's own model, from its trainer, takes its place.
 */
export const SHIPPED_MODEL: RelevanceModel = {
  overall: {
    intercept: -7.927,
    weights: { frequency: -0.144, recency: 0.853, popularity: 1.348, storePopularity: 0.685, category: 3.064, discount: 1.587, habit: 1.275, regularity: 4.848, recentCategory: 1.967 },
  },
  novel: {
    intercept: -8.619,
    weights: { popularity: 2.631, storePopularity: 0.663, category: 3.757, discount: 1.827, recentCategory: 1.24, together: 5.147, similarTitle: 0.486 },
  },
};
