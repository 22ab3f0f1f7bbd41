import type { Sku } from '@vitrine/contracts';
import { companionBasket, weekOf } from '@vitrine/recommender';
import type { BasketCompanions, SalesStatistics, StateWrite } from '@vitrine/state';
import type { SalesChange } from './apply-purchases.js';

/** Writes that count a receipt's sales. A return takes back sales, but its goods were bought together all the same; a void was never bought. */
export function salesWrites({ purchase, region, hour, skus, sign }: SalesChange, statistics: SalesStatistics, companions: BasketCompanions): StateWrite[] {
  const { chainId, storeId, occurredAtMs, kind } = purchase;
  const { products, units } = companionBasket(skus);
  return [
    statistics.count(chainId, storeId, hour, skus, sign),
    statistics.countInWeek(chainId, weekOf(occurredAtMs), skus, sign),
    ...(kind === 'RETURN' ? [] : [companions.count({ chainId, region }, { skus: products as readonly Sku[], units }, sign)]),
  ];
}
