import type { Place } from '../api/slates.js';
import type { BoothInfo, StoreInfo } from '../api/stores.js';

/** Store and booth named in the address, as far as they are. */
export function placeInQuery(search: string): Partial<Place> {
  const query = new URLSearchParams(search);
  const storeId = query.get('store');
  const boothId = query.get('booth');
  return { ...(storeId === null ? {} : { storeId }), ...(boothId === null ? {} : { boothId }) };
}

export function placeToQuery({ storeId, boothId }: Place): string {
  return `?${new URLSearchParams({ store: storeId, booth: boothId }).toString()}`;
}

export interface Setting {
  readonly store: StoreInfo;
  readonly booth: BoothInfo;
  readonly place: Place;
}

/** The place asked for where it exists, otherwise the first booth of that store or of the first store that has one. */
export function choosePlace(stores: readonly StoreInfo[], wanted: Partial<Place>): Setting | null {
  const store = stores.find(({ storeId, booths }) => storeId === wanted.storeId && booths.length > 0) ?? stores.find(({ booths }) => booths.length > 0);
  const booth = store?.booths.find(({ boothId }) => boothId === wanted.boothId) ?? store?.booths[0];
  if (store === undefined || booth === undefined) return null;
  return { store, booth, place: { storeId: store.storeId, boothId: booth.boothId } };
}
