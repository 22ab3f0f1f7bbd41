import { Injectable } from '@nestjs/common';
import { identifier, VitrineError, type BoothId, type StoreId } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { Stores, type BoothAddress } from '@vitrine/state';

/** Finds the booth that a path names. */
@Injectable()
export class BoothDirectory {
  constructor(private readonly stores: Stores, private readonly chain: Chain) {}

  /** @throws VitrineError `unknown_store`, `unknown_booth`, `invalid_field` */
  async find(path: { readonly storeId: string; readonly boothId: string }): Promise<BoothAddress> {
    const storeId = identifier<StoreId>(path.storeId, 'storeId');
    const boothId = identifier<BoothId>(path.boothId, 'boothId');
    const store = await this.stores.get(this.chain.id, storeId);
    if (store === null) throw new VitrineError('unknown_store', `there is no store ${storeId}`, { field: 'storeId', storeId });
    if (!store.booths.some((booth) => booth.boothId === boothId)) {
      throw new VitrineError('unknown_booth', `store ${storeId} has no booth ${boothId}`, { field: 'boothId', storeId, boothId });
    }
    return { chainId: this.chain.id, storeId, boothId };
  }
}
