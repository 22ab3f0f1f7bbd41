import type { BoothId, CatalogueRegion, ChainId, ConsentId, ConsentPurpose, MemberId, PromotionId, Sku, StoreId, TriggerKind } from '@vitrine/contracts';
import type { StateWrite } from './state-store.js';

/** A store as last announced. */
export interface StoreRecord {
  readonly chainId: ChainId;
  readonly storeId: StoreId;
  readonly changedAtMs: number;
  readonly title: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly region: CatalogueRegion;
  readonly triggers: readonly TriggerKind[];
  readonly booths: readonly { readonly boothId: BoothId; readonly title: string }[];
  readonly active: boolean;
}

/** A product as last announced. */
export interface ProductRecord {
  readonly chainId: ChainId;
  readonly sku: Sku;
  readonly changedAtMs: number;
  readonly title: string;
  readonly categoryPath: readonly string[];
  readonly brand: string | null;
  readonly sensitive: boolean;
  readonly active: boolean;
  /** Of the shelf price, before any discount; null where the chain does not tell. */
  readonly marginPercent: number | null;
}

export interface ConsentState {
  readonly consentId: ConsentId;
  readonly purpose: ConsentPurpose;
  readonly granted: boolean;
  readonly changedAtMs: number;
}

/** A member as last announced, with the newest state of each consent. */
export interface MemberRecord {
  readonly chainId: ChainId;
  readonly memberId: MemberId;
  readonly changedAtMs: number;
  readonly active: boolean;
  readonly deniedCategories: readonly string[];
  readonly consents: readonly ConsentState[];
}

/** A view of low-rate entities, kept by redis-om where Redis is the store. */
export abstract class EntityView<Key extends string, Entity> {
  abstract get(chainId: ChainId, key: Key): Promise<Entity | null>;
  abstract getMany(chainId: ChainId, keys: readonly Key[]): Promise<ReadonlyMap<Key, Entity>>;
  /**
   * Forgets the entity unless what is there was announced behind this; nothing that was announced before comes back for at least thirty days.
   * @param offset of the tombstone in its partition
   */
  abstract forget(chainId: ChainId, key: Key, offset: number): Promise<void>;
}

/**
 * Entities as last announced: announcements of one key come in the order of the log, whatever clocks say.
 * Writing is idempotent by the place in the log, so it needs no position in the same step.
 */
export abstract class AnnouncedView<Key extends string, Entity> extends EntityView<Key, Entity> {
  /**
   * Puts the entity unless what is there was announced behind it; resolves when it can be read.
   * @param offset of the announcement in its partition, which is the same one for all of a key
   */
  abstract put(entity: Entity, offset: number): Promise<void>;
}

export abstract class Stores extends AnnouncedView<StoreId, StoreRecord> {
  abstract list(chainId: ChainId): Promise<readonly StoreRecord[]>;
}
export abstract class Products extends AnnouncedView<Sku, ProductRecord> {}
/** Makes a member of what is there (null: nothing) and of when they were last erased (null: never); null leaves everything as it is. */
export type MemberMerge = (held: MemberRecord | null, erasedAtMs: number | null) => MemberRecord | null;

export abstract class Members extends EntityView<MemberId, MemberRecord> {
  /** Puts the member in the place of what is there; resolves when it can be read. */
  abstract put(member: MemberRecord): Promise<void>;
  /**
   * Replaces a member by what `merge` makes. One step whatever others write meanwhile: a member's changes, consents and erasure come from three topics. `merge` may be called more than once.
   * @param offset of an announcement of the member in its partition: a member who was announced behind it stays as they are; without it, it is no announcement
   */
  abstract merge(chainId: ChainId, memberId: MemberId, merge: MemberMerge, offset?: number): Promise<void>;
  /** Forgets what was announced of the member up to then, and remembers the moment for ever. */
  abstract erase(chainId: ChainId, memberId: MemberId, erasedAtMs: number): Promise<void>;
}

/** A promotion of one product in one store. */
export interface PromotionRecord {
  readonly chainId: ChainId;
  readonly storeId: StoreId;
  readonly promotionId: PromotionId;
  readonly changedAtMs: number;
  readonly sku: Sku;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly discountPercent: number;
  readonly display: string;
  readonly mailer: string;
  readonly active: boolean;
}

/** Promotions of every store. */
export abstract class Promotions {
  /** Promotions of the store that are active and valid at `nowMs`. */
  abstract validAt(chainId: ChainId, storeId: StoreId, nowMs: number): Promise<readonly PromotionRecord[]>;
  /** Write that puts the promotion in the place of what is there: announcements of one promotion come in the order of the log, whatever clocks say. */
  abstract put(promotion: PromotionRecord): StateWrite;
}

/** Stock on hand. */
export interface StockRecord {
  readonly chainId: ChainId;
  readonly storeId: StoreId;
  readonly sku: Sku;
  readonly countedAtMs: number;
  readonly onHandMilli: number;
}

/** Stock on hand in every store. */
export abstract class Stock {
  /** What is on hand; products never counted are missing from the answer. */
  abstract onHand(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
  /** When that was counted; products never counted are missing from the answer. */
  abstract countedAtMs(chainId: ChainId, storeId: StoreId, skus: readonly Sku[]): Promise<ReadonlyMap<Sku, number>>;
  /** Write that puts the count in the place of what is there: counts of one product come in the order of the log, whatever clocks say. */
  abstract put(stock: StockRecord): StateWrite;
}
