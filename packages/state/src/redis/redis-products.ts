import type { ChainId, Sku } from '@vitrine/contracts';
import { Products, type ProductRecord } from '../catalogue.js';
import type { EntityConnection } from './entity-connection.js';
import { EntityRepository } from './entity-repository.js';
import type { RedisKeys } from './keys.js';

/** Products as redis-om entities. */
export class RedisProducts extends Products {
  private readonly repository: EntityRepository<ProductRecord>;

  constructor(connection: EntityConnection, private readonly keys: RedisKeys) {
    super();
    this.repository = new EntityRepository<ProductRecord>(connection, keys.entities('product'), {
      chainId: 'string', sku: 'string', changedAtMs: 'number', title: 'string', categoryPath: 'json', brand: 'string', sensitive: 'boolean', active: 'boolean', marginPercent: 'number',
    });
  }

  async get(chainId: ChainId, key: Sku): Promise<ProductRecord | null> {
    return (await this.getMany(chainId, [key])).get(key) ?? null;
  }

  async getMany(chainId: ChainId, keys: readonly Sku[]): Promise<ReadonlyMap<Sku, ProductRecord>> {
    return this.repository.getMany(keys, (key) => this.keys.entityId(chainId, key));
  }

  async put(product: ProductRecord, offset: number): Promise<void> {
    await this.repository.merge(this.keys.entityId(product.chainId, product.sku), () => product, { offset });
  }

  async forget(chainId: ChainId, key: Sku, offset: number): Promise<void> {
    await this.repository.forget(this.keys.entityId(chainId, key), offset);
  }
}
