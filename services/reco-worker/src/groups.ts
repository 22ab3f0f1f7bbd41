import { MASTER_DATA_GROUPS } from '@vitrine/runtime';

/** Consumer groups of the reco-worker; the only place they are written. */
export const GROUPS = {
  ...MASTER_DATA_GROUPS,
  promotions: 'reco-worker.promotions',
  stock: 'reco-worker.stock',
  erasures: 'reco-worker.erasures',
  purchases: 'reco-worker.purchases',
  identities: 'reco-worker.identities',
  impressions: 'reco-worker.impressions',
  learner: 'reco-worker.learner',
  models: 'reco-worker.models',
} as const;
