import { describe, expect, it } from 'vitest';
import { candidate, goods, offers, shopper, skus } from './decisions.fixture.js';

describe('a member without purchases', () => {
  it('gets the store’s best sellers of the hour, less what they denied', () => {
    const candidates = [candidate('wine', { categoryPath: ['drinks', 'wine'], soldInHour: 9 }), candidate('bread'), candidate('rolls', { soldInHour: 3 })];
    const taste = { ...shopper({ x: 1 }).taste, products: [], recent: [] };
    expect(skus({ candidates, shopper: shopper({ x: 1 }, { taste, deniedCategories: ['drinks'] }) })).toEqual(['rolls', 'bread']);
  });

  it('is decided for by taste from the first receipt on', () => {
    const candidates = [candidate('best-seller', { soldInStore: 500 }), candidate('sorbet', { categoryPath: ['frozen', 'ice'], soldInStore: 5, soldLately: 5 })];
    const member = shopper({ gelato: 1 }, { goods: goods({ gelato: { title: 'gelato', categoryPath: ['frozen', 'ice'] } }) });
    expect(offers({ candidates, shopper: member }, { novelPlaces: 1 })).toContainEqual(expect.objectContaining({ sku: 'sorbet', reason: 'FAVOURITE_CATEGORY' }));
  });
});

describe('a product without sales', () => {
  const unsold = { soldInStore: 0, soldLately: 0, companionWeight: 0 };
  const candidates = [
    candidate('new-tea', { ...unsold, title: 'Green Tea Jasmine', categoryPath: ['new', 'one'] }),
    candidate('new-oil', { ...unsold, title: 'Motor Oil', categoryPath: ['new', 'two'] }),
    candidate('best-seller', { title: 'Bananas', soldInStore: 60, soldLately: 60 }),
  ];
  const member = shopper({ tea: [20, 10, 2] }, { goods: goods({ tea: { title: 'Green Tea', categoryPath: ['drinks', 'tea'] } }) });

  it('is offered to whom it reads like what they buy, before the best seller', () => {
    expect(offers({ candidates, shopper: member }, { novelPlaces: 1, size: 1 })).toMatchObject([{ sku: 'new-tea', reason: 'LIKE_YOUR_TASTE', novel: true }]);
  });

  it('is ordered by its category where its title says nothing', () => {
    const coffees = [candidate('x1', { ...unsold, title: 'X1', categoryPath: ['drinks', 'tea'] }), candidate('x2', { ...unsold, title: 'X2', categoryPath: ['garage', 'oil'] })];
    expect(skus({ candidates: coffees, shopper: member })).toEqual(['x1', 'x2']);
  });
});

describe('a store without history', () => {
  const candidates = [candidate('a', { soldInStore: 0, soldLately: 3 }), candidate('b', { soldInStore: 0, soldLately: 900 }), candidate('c', { soldInStore: 0, soldLately: 40 })];

  it('shows strangers what the chain sells of late', () => {
    expect(skus({ candidates })).toEqual(['b', 'c', 'a']);
  });

  it('ranks for a member by what they bought in other stores', () => {
    expect(skus({ candidates, shopper: shopper({ a: [40, 20, 5] }) })[0]).toBe('a');
  });
});
