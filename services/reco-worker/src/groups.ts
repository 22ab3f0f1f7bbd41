/** Consumer groups of the reco-worker; the only place they are written. */
export const GROUPS = {
  stores: 'reco-worker.stores',
  products: 'reco-worker.products',
  promotions: 'reco-worker.promotions',
  stock: 'reco-worker.stock',
  members: 'reco-worker.members',
  consents: 'reco-worker.consents',
  erasures: 'reco-worker.erasures',
  purchases: 'reco-worker.purchases',
  identities: 'reco-worker.identities',
  impressions: 'reco-worker.impressions',
  learner: 'reco-worker.learner',
  models: 'reco-worker.models',
} as const;
