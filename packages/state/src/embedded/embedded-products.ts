import type { ChainId, Sku } from '@vitrine/contracts';
import { Products, type ProductRecord } from '../catalogue.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedEntities } from './embedded-entities.js';
import { keys } from './keys.js';

export class EmbeddedProducts extends Products {
  private readonly entities: EmbeddedEntities<ProductRecord>;

  constructor(database: EmbeddedDatabase) {
    super();
    this.entities = new EmbeddedEntities(database);
  }

  async get(chainId: ChainId, sku: Sku): Promise<ProductRecord | null> {
    const record = this.entities.get(keys.product(chainId, sku));
    return record === null ? null : whole(record);
  }

  async getMany(chainId: ChainId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, ProductRecord>> {
    const records = this.entities.getMany(skus, (sku) => keys.product(chainId, sku));
    return new Map(Array.from(records, ([sku, record]) => [sku, whole(record)]));
  }

  async put(product: ProductRecord, offset: number): Promise<void> {
    await this.entities.merge(keys.product(product.chainId, product.sku), () => product, offset);
  }

  async forget(chainId: ChainId, sku: Sku, offset: number): Promise<void> {
    await this.entities.forget(keys.product(chainId, sku), offset);
  }
}

/** A record from before margins were told has none. */
function whole(record: Omit<ProductRecord, 'marginPercent'> & Partial<Pick<ProductRecord, 'marginPercent'>>): ProductRecord {
  return { ...record, marginPercent: record.marginPercent ?? null };
}
