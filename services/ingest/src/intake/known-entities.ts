import { Injectable } from '@nestjs/common';
import { VitrineError, type BoothId, type MemberId, type Sku, type StoreId } from '@vitrine/contracts';
import { Chain } from '@vitrine/runtime';
import { Members, Products, Stores, type MemberRecord, type ProductRecord, type StoreRecord } from '@vitrine/state';
import { IngestConfig } from '../config.js';
import { patiently } from './patience.js';

/** What the platform knows of stores, products and members. */
@Injectable()
export class KnownEntities {
  constructor(
    private readonly chain: Chain,
    private readonly storesView: Stores,
    private readonly productsView: Products,
    private readonly membersView: Members,
    private readonly config: IngestConfig,
  ) {}

  async stores(ids: Iterable<StoreId>): Promise<ReadonlyMap<StoreId, StoreRecord>> {
    return this.all(ids, (keys) => this.storesView.getMany(this.chain.id, keys));
  }

  async products(skus: Iterable<Sku>): Promise<ReadonlyMap<Sku, ProductRecord>> {
    return this.all(skus, (keys) => this.productsView.getMany(this.chain.id, keys));
  }

  async members(ids: Iterable<MemberId>): Promise<ReadonlyMap<MemberId, MemberRecord>> {
    return this.all(ids, (keys) => this.membersView.getMany(this.chain.id, keys));
  }

  /** The member, as soon as `complete`, or else as known now. @throws VitrineError `unknown_member` */
  async member(id: MemberId, complete: (member: MemberRecord) => boolean = () => true): Promise<MemberRecord> {
    const look = async (): Promise<MemberRecord | null> => this.membersView.get(this.chain.id, id);
    const member = await patiently(this.config.viewGraceMs, look, (found) => found !== null && complete(found));
    if (member === null) throw unknownMember();
    return member;
  }

  private async all<K, V>(ids: Iterable<K>, look: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>): Promise<ReadonlyMap<K, V>> {
    const keys = [...new Set(ids)];
    if (keys.length === 0) return new Map();
    return patiently(this.config.viewGraceMs, () => look(keys), (found) => found.size === keys.length);
  }
}

export function unknownStore(storeId: StoreId): VitrineError {
  return new VitrineError('unknown_store', `there is no store ${storeId}`, { field: 'storeId', storeId });
}

export function unknownBooth(storeId: StoreId, boothId: BoothId): VitrineError {
  return new VitrineError('unknown_booth', `store ${storeId} has no booth ${boothId}`, { field: 'boothId', storeId, boothId });
}

export function unknownProduct(sku: Sku, field: string): VitrineError {
  return new VitrineError('unknown_product', `there is no product ${sku}`, { field, sku });
}

export function unknownMember(): VitrineError {
  return new VitrineError('unknown_member', 'there is no member of this id', { field: 'memberId' });
}
