import { describe, expect, it } from 'vitest';
import { shopper } from '../decisions.fixture.js';
import { ShopKnowledge, type VectorFold } from './shop-knowledge.js';

const sold = (storeId: string, ...items: string[]) => ({ id: `${storeId}/${items.join()}`, storeId, atMs: 1, items, discounts: items.map(() => 10) });

const offered = (item: string) => ({ item, discountPercent: 5 });

/** Remembers what it was shown, and has a vector for each of it. */
class SeenFold implements VectorFold {
  readonly seen: string[] = [];

  learn({ items }: { readonly items: readonly string[] }): void {
    this.seen.push(...items);
  }

  unitVectors(items: readonly string[]): ReadonlyMap<string, Float32Array> {
    return new Map(items.filter((item) => this.seen.includes(item)).map((item) => [item, Float32Array.of(this.seen.indexOf(item), 1)]));
  }
}

describe('what receipts teach of products', () => {
  const { taste } = shopper({ tea: 1 });

  it('keeps apart what is bought together in another catalogue region, as the live state does', () => {
    const knowledge = new ShopKnowledge({ goods: new Map(), regionOf: (storeId) => storeId.split('-')[0]! });
    knowledge.learn(sold('north-1', 'tea', 'milk'));
    knowledge.learn(sold('south-1', 'tea', 'lemon'));
    const companions = (storeId: string): string[] => [...knowledge.asked([], taste, storeId, 2).shopper.companions.values()].flatMap(({ shared }) => [...shared.keys()]);
    expect(companions('north-2')).toEqual(['milk']);
    expect(companions('south-9')).toEqual(['lemon']);
    expect(knowledge.asked([offered('milk')], taste, 'south-1', 2).set.candidates[0]!.companionWeight).toBe(0);
  });

  it('gives offers and the member’s products the vectors of the region as they stand', () => {
    const knowledge = new ShopKnowledge({ goods: new Map(), regionOf: (storeId) => storeId.split('-')[0]!, vectors: () => new SeenFold() });
    knowledge.learn(sold('south-1', 'lemon'));
    knowledge.learn(sold('north-1', 'tea', 'milk'));
    const { set, shopper: member } = knowledge.asked([offered('milk'), offered('lemon')], taste, 'north-2', 2);
    expect(set.candidates.map(({ sku, vector }) => [sku, vector])).toEqual([['lemon', null], ['milk', Float32Array.of(1, 1)]]);
    expect([...member.vectors]).toContainEqual(['tea', Float32Array.of(0, 1)]);
  });
});
