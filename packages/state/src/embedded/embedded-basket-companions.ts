import type { Sku } from '@vitrine/contracts';
import { BasketCompanions, COMPANION_BOUNDS, type Companions, type CountedBasket } from '../basket-companions.js';
import type { VectorSpace } from '../product-vectors.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';
import { readJson } from './records.js';

type Units = Readonly<Record<Sku, number>>;

/** A record of companions a product, and one of its weight. */
export class EmbeddedBasketCompanions extends BasketCompanions {
  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  count(space: VectorSpace, { skus, units }: CountedBasket, sign: 1 | -1): StateWrite {
    const change = sign * units;
    return embeddedWrite((view) => {
      for (const sku of skus) {
        const weight = keys.companionWeight(space, sku);
        view.putJson(weight, Math.max(0, (readJson(view, weight) ?? 0) + change));
        const row = keys.companions(space, sku);
        if (skus.length > 1) view.putJson(row, bounded(changed(readJson(view, row) ?? {}, skus, sku, change)));
      }
    });
  }

  async weights(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>> {
    return new Map(skus.map((sku) => [sku, readJson(this.database, keys.companionWeight(space, sku)) ?? 0]));
  }

  async of(space: VectorSpace, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Companions>> {
    return new Map(skus.flatMap((sku) => {
      const shared = new Map(Object.entries(readJson(this.database, keys.companions(space, sku)) ?? {}) as [Sku, number][]);
      return shared.size === 0 ? [] : [[sku, { weight: readJson(this.database, keys.companionWeight(space, sku)) ?? 0, shared }] as const];
    }));
  }
}

function changed(row: Units, skus: readonly Sku[], own: Sku, change: number): Units {
  const after: Record<Sku, number> = { ...row };
  for (const sku of skus) {
    if (sku === own) continue;
    const units = (after[sku] ?? 0) + change;
    if (units > 0) after[sku] = units;
    else delete after[sku];
  }
  return after;
}

function bounded(row: Units): Units {
  const entries = Object.entries(row) as [Sku, number][];
  if (entries.length <= COMPANION_BOUNDS.most) return row;
  return Object.fromEntries(entries.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, COMPANION_BOUNDS.kept));
}
