import type { ChainId, StoreId } from '@vitrine/contracts';
import { Stores, type StoreRecord } from '../catalogue.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedEntities } from './embedded-entities.js';
import { keys } from './keys.js';

export class EmbeddedStores extends Stores {
  private readonly entities: EmbeddedEntities<StoreRecord>;

  constructor(database: EmbeddedDatabase) {
    super();
    this.entities = new EmbeddedEntities(database);
  }

  async get(chainId: ChainId, storeId: StoreId): Promise<StoreRecord | null> {
    return this.entities.get(keys.store(chainId, storeId));
  }

  async getMany(chainId: ChainId, storeIds: readonly StoreId[]): Promise<ReadonlyMap<StoreId, StoreRecord>> {
    return this.entities.getMany(storeIds, (storeId) => keys.store(chainId, storeId));
  }

  async list(chainId: ChainId): Promise<readonly StoreRecord[]> {
    return this.entities.list(keys.stores(chainId));
  }

  async put(store: StoreRecord, offset: number): Promise<void> {
    await this.entities.merge(keys.store(store.chainId, store.storeId), () => store, offset);
  }

  async forget(chainId: ChainId, storeId: StoreId, offset: number): Promise<void> {
    await this.entities.forget(keys.store(chainId, storeId), offset);
  }
}
