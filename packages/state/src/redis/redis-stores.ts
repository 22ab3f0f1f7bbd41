import type { ChainId, StoreId } from '@vitrine/contracts';
import { Stores, type StoreRecord } from '../catalogue.js';
import type { EntityConnection } from './entity-connection.js';
import { EntityRepository } from './entity-repository.js';
import type { RedisKeys } from './keys.js';

/** Stores as redis-om entities, and a set of each chain's store ids, as plain Redis cannot search. */
export class RedisStores extends Stores {
  private readonly repository: EntityRepository<StoreRecord>;

  constructor(private readonly connection: EntityConnection, private readonly keys: RedisKeys) {
    super();
    this.repository = new EntityRepository<StoreRecord>(connection, keys.entities('store'), {
      chainId: 'string', storeId: 'string', changedAtMs: 'number', title: 'string', timeZone: 'string', currency: 'string',
      region: 'string', triggers: 'json', booths: 'json', active: 'boolean',
    });
  }

  async get(chainId: ChainId, key: StoreId): Promise<StoreRecord | null> {
    return (await this.getMany(chainId, [key])).get(key) ?? null;
  }

  async getMany(chainId: ChainId, keys: readonly StoreId[]): Promise<ReadonlyMap<StoreId, StoreRecord>> {
    return this.repository.getMany(keys, (key) => this.keys.entityId(chainId, key));
  }

  async list(chainId: ChainId): Promise<readonly StoreRecord[]> {
    const ids = await this.connection.run((client) => client.sMembers(this.keys.storesOf(chainId)));
    return [...(await this.getMany(chainId, ids.toSorted() as StoreId[])).values()];
  }

  async put(store: StoreRecord, offset: number): Promise<void> {
    // First the id: a listed id without a store is passed over, a store without a listed id would be lost.
    await this.connection.run((client) => client.sAdd(this.keys.storesOf(store.chainId), store.storeId));
    await this.repository.merge(this.keys.entityId(store.chainId, store.storeId), () => store, { offset });
  }

  async forget(chainId: ChainId, key: StoreId, offset: number): Promise<void> {
    // The id stays listed: taken out, it could be that of a store that was announced again meanwhile.
    await this.repository.forget(this.keys.entityId(chainId, key), offset);
  }
}
