import { Injectable } from '@nestjs/common';
import { identifier, VitrineError, type BoothId, type StoreId } from '@vitrine/contracts';
import { Chain, MasterData } from '@vitrine/runtime';
import { Stores, type BoothAddress, type StoreRecord } from '@vitrine/state';
import { LastKnown } from './memory/last-known.js';

const MOST_STORES = 10_000;
/** Every poll names a booth; stores hardly ever change. */
const FRESH_MS = 1_000;

/** Finds the booth that a path names. */
@Injectable()
export class BoothDirectory {
  private readonly known = new LastKnown<StoreRecord>(MOST_STORES, FRESH_MS);

  constructor(private readonly stores: Stores, private readonly masterData: MasterData, private readonly chain: Chain) {}

  /** @throws VitrineError `unknown_store`, `unknown_booth`, `invalid_field`; `not_ready`, `state_unavailable` for a store never asked for before */
  async find(path: { readonly storeId: string; readonly boothId: string }): Promise<BoothAddress> {
    const storeId = identifier<StoreId>(path.storeId, 'storeId');
    const boothId = identifier<BoothId>(path.boothId, 'boothId');
    const hasBooth = ({ booths }: StoreRecord): boolean => booths.some((booth) => booth.boothId === boothId);
    if (!hasBooth(await this.known.of(storeId, () => this.store(storeId), hasBooth))) {
      throw new VitrineError('unknown_booth', `store ${storeId} has no booth ${boothId}`, { field: 'boothId', storeId, boothId });
    }
    return { chainId: this.chain.id, storeId, boothId };
  }

  private async store(storeId: StoreId): Promise<StoreRecord> {
    const store = await this.stores.get(this.chain.id, storeId);
    if (store !== null) return store;
    // A state that is being filled again does not know it yet.
    await this.masterData.requireCurrent();
    const found = await this.stores.get(this.chain.id, storeId);
    if (found === null) throw new VitrineError('unknown_store', `there is no store ${storeId}`, { field: 'storeId', storeId });
    return found;
  }
}
