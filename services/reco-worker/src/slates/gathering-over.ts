import type { Clock } from '@vitrine/runtime';
import type { State } from '@vitrine/state';
import type { RecoWorkerConfig } from '../config.js';
import { CandidateGatherer } from './candidate-gatherer.js';
import { CandidateSource } from './candidate-source.js';
import { ProductFigures } from './product-figures.js';
import { Shoppers } from './shoppers.js';
import { StoreGoods } from './store-goods.js';

/** What decisions are made from, put together as the service does, for measuring it without the service. */
export function gatheringOver({ products, stock, promotions, salesStatistics, basketCompanions, productVectors, impressionCounts }: State, config: RecoWorkerConfig, clock: Clock): { readonly candidates: CandidateSource; readonly shoppers: Shoppers } {
  const goods = new StoreGoods(products, stock, config, clock);
  const figures = new ProductFigures(salesStatistics, basketCompanions, productVectors, config, clock);
  return { candidates: new CandidateSource(new CandidateGatherer(promotions, goods, figures), goods, config, clock), shoppers: new Shoppers(impressionCounts, goods, figures, clock) };
}
