import { describe, expect, it } from 'vitest';
import { shopper } from '../decisions.fixture.js';
import { ShopKnowledge } from './shop-knowledge.js';

const sold = (storeId: string, ...items: string[]) => ({ id: `${storeId}/${items.join()}`, storeId, atMs: 1, items, discounts: items.map(() => 10) });

describe('what receipts teach of products', () => {
  it('keeps apart what is bought together in another catalogue region, as the live state does', () => {
    const knowledge = new ShopKnowledge(new Map(), (storeId) => storeId.split('-')[0]!);
    knowledge.learn(sold('north-1', 'tea', 'milk'));
    knowledge.learn(sold('south-1', 'tea', 'lemon'));
    const { taste } = shopper({ tea: 1 });
    expect([...knowledge.shopper(taste, 'north-2', 2).companions.values()].flatMap(({ shared }) => [...shared.keys()])).toEqual(['milk']);
    expect([...knowledge.shopper(taste, 'south-9', 2).companions.values()].flatMap(({ shared }) => [...shared.keys()])).toEqual(['lemon']);
    expect(knowledge.candidate({ item: 'milk', discountPercent: 5 }, 'south-1', 2).companionWeight).toBe(0);
  });
});
