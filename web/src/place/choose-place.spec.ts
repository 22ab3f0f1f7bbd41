import { describe, expect, it } from 'vitest';
import type { StoreInfo } from '../api/stores.js';
import { choosePlace, placeInQuery, placeToQuery } from './choose-place.js';

function aStore(storeId: string, booths: readonly string[]): StoreInfo {
  return { storeId, title: storeId, timeZone: 'Europe/Berlin', currency: 'EUR', triggers: ['GESTURE'], active: true, booths: booths.map((boothId) => ({ boothId, title: boothId })) };
}

describe('the choice of a booth', () => {
  const stores = [aStore('closed', []), aStore('north', ['door', 'aisle']), aStore('south', ['till'])];

  it('takes the booth named in the address', () => {
    expect(choosePlace(stores, { storeId: 'north', boothId: 'aisle' })?.place).toEqual({ storeId: 'north', boothId: 'aisle' });
  });

  it('takes the first booth of a store whose booth is unknown', () => {
    expect(choosePlace(stores, { storeId: 'south', boothId: 'gone' })?.place).toEqual({ storeId: 'south', boothId: 'till' });
  });

  it('skips stores without a booth', () => {
    expect(choosePlace(stores, {})?.place).toEqual({ storeId: 'north', boothId: 'door' });
  });

  it('has nothing to choose before a store is known', () => {
    expect(choosePlace([], { storeId: 'north' })).toBeNull();
  });

  it('survives the way through an address', () => {
    const place = { storeId: 'a b&c', boothId: 'd=e' };
    expect(placeInQuery(placeToQuery(place))).toEqual(place);
  });
});
