import { Injectable } from '@nestjs/common';
import { VitrineError, type BoothId, type MemberId, type Sku, type StoreId } from '@vitrine/contracts';
import { Chain, MasterData } from '@vitrine/runtime';
import { Members, Products, Stores, type MemberRecord, type StoreRecord } from '@vitrine/state';
import { IngestConfig } from '../config.js';
import { LatelyFound } from './lately-found.js';
import { patiently } from './patience.js';

const PRODUCTS_REMEMBERED = 100_000;
const PRODUCT_REMEMBERED_MS = 10_000;

/** What the platform knows of stores, products and members. All of it rejects with `not_ready` where the views cannot tell yet. */
@Injectable()
export class KnownEntities {
  private readonly productsFound = new LatelyFound<Sku>(PRODUCTS_REMEMBERED, PRODUCT_REMEMBERED_MS);

  constructor(
    private readonly chain: Chain,
    private readonly storesView: Stores,
    private readonly productsView: Products,
    private readonly membersView: Members,
    private readonly masterData: MasterData,
    private readonly config: IngestConfig,
  ) {}

  async stores(ids: Iterable<StoreId>): Promise<ReadonlyMap<StoreId, StoreRecord>> {
    return this.all(ids, (keys) => this.storesView.getMany(this.chain.id, keys));
  }

  /** Those that are known. A product is not looked up again for ten seconds: the lines of receipts name the same ones over and over. */
  async products(skus: Iterable<Sku>): Promise<ReadonlySet<Sku>> {
    const known = new Set(skus);
    const asked = [...known].filter((sku) => !this.productsFound.has(sku));
    const found = await this.all(asked, (keys) => this.productsView.getMany(this.chain.id, keys));
    this.productsFound.add(found.keys());
    for (const sku of asked) if (!found.has(sku)) known.delete(sku);
    return known;
  }

  async members(ids: Iterable<MemberId>): Promise<ReadonlyMap<MemberId, MemberRecord>> {
    return this.all(ids, (keys) => this.membersView.getMany(this.chain.id, keys));
  }

  /** @throws VitrineError `unknown_store` */
  async store(id: StoreId): Promise<StoreRecord> {
    const store = (await this.storesView.get(this.chain.id, id)) ?? (await this.stores([id])).get(id);
    if (store === undefined || !store.active) throw unknownStore(id);
    return store;
  }

  /** The member, as soon as `complete`, or else as known now. @throws VitrineError `unknown_member` */
  async member(id: MemberId, complete: (member: MemberRecord) => boolean = () => true): Promise<MemberRecord> {
    const look = async (): Promise<MemberRecord | null> => this.membersView.get(this.chain.id, id);
    const member = await patiently(this.config.viewGraceMs, look, (found) => found !== null && complete(found));
    if (member !== null) return member;
    await this.masterData.requireCurrent();
    const found = await look();
    if (found === null) throw unknownMember();
    return found;
  }

  private async all<K, V>(ids: Iterable<K>, look: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>): Promise<ReadonlyMap<K, V>> {
    const keys = [...new Set(ids)];
    if (keys.length === 0) return new Map();
    const found = await patiently(this.config.viewGraceMs, () => look(keys), (some) => some.size === keys.length);
    if (found.size === keys.length) return found;
    // Nothing is called unknown while the views are being filled again.
    await this.masterData.requireCurrent();
    return look(keys);
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
