import type { PlaceChoice } from './use-place.js';

/** Choice of store and booth. */
export function PlacePicker({ choice }: { readonly choice: PlaceChoice }) {
  const { stores, setting, choose } = choice;
  if (setting === null) return null;
  const { store, booth } = setting;
  return (
    <div className="place-picker">
      <label>
        <span>Store</span>
        <select value={store.storeId} onChange={(change) => choose({ storeId: change.target.value })}>
          {stores.map(({ storeId, title }) => <option key={storeId} value={storeId}>{title}</option>)}
        </select>
      </label>
      <label>
        <span>Booth</span>
        <select value={booth.boothId} onChange={(change) => choose({ storeId: store.storeId, boothId: change.target.value })}>
          {store.booths.map(({ boothId, title }) => <option key={boothId} value={boothId}>{title}</option>)}
        </select>
      </label>
    </div>
  );
}
