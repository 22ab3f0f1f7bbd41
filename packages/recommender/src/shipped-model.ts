import type { RelevanceModel } from './relevance.js';

/**
 * Logistic regressions over the signals, fitted on sample data of grocery receipts: for 1,019 members the last basket of six weeks,
 * its discounted products against 800 discounted in the chain that week, with signals as they stood before. `overall` over all
 * products, `novel` over those the member had never bought.
 * Figures and procedure: README of this package.
 */
export const SHIPPED_MODEL: RelevanceModel = {
  overall: {
    intercept: -5.868,
    weights: { frequency: 1.551, recency: 1.123, popularity: 0.289, storePopularity: 0.975, recentMatch: 2.113, category: 6.223, discount: 0.89 },
  },
  novel: {
    intercept: -6.32,
    weights: { frequency: 0, recency: 0, popularity: 0.65, storePopularity: 1.303, recentMatch: 2.805, category: 6.128, discount: 1.187 },
  },
};
