import type { BoothAddress } from '../offer-board.js';
import type { VectorSpace } from '../product-vectors.js';
import type { BesideKind } from '../state-beside.js';
import { receiptParts, type CatalogueRegion, type ChainId, type ConsumedPartition, type EnrolmentId, type EventId, type LogPosition, type MemberId, type ModelName, type ModelVersion, type Sku, type StoreId } from '@vitrine/contracts';

/** Numbers that share a hash of reservations: few enough for Redis's compact encoding, at about 20 bytes each. */
const RESERVED_TOGETHER = 256;
/** Numbers whose marks are the bits of one field. */
const MARKED_TOGETHER = 32;

/** Where a receipt's number is reserved. */
export interface ReservedPlace {
  readonly block: string;
  readonly field: string;
  readonly before: string;
}

/** A field of a hash. */
export interface HashField {
  readonly bucket: string;
  readonly field: string;
}

/** Where it is marked that a receipt was applied: a hash for a till's day, a field for some numbers, a bit for each. */
export interface AppliedPlace extends HashField {
  readonly bit: number;
}

/**
 * Every key of the Redis adapter. The prefix is the hash tag: one deployment is one slot, as an atomic step may touch
 * anything of it; several Redis are shared out by giving groups of chains a deployment each.
 */
export class RedisKeys {
  private readonly root: string;

  constructor(private readonly prefix: string, place = '') {
    this.root = `{${prefix}}${place}`;
  }

  /** The same keys under a second root, for what is made anew. */
  beside(): RedisKeys {
    return new RedisKeys(this.prefix, ':beside');
  }

  /** Prefix of every key. */
  all(): string {
    return this.root;
  }

  /** The key that has the place here which `key` has among others. */
  inPlaceOf(key: string, others: RedisKeys): string {
    return this.root + key.slice(others.root.length);
  }

  /** Prefixes of all keys of a kind. */
  ofKind(kind: BesideKind, chainId: ChainId): readonly string[] {
    const kinds = { promotions: ['promotions'], stock: ['stock'], sales: ['sold', 'companions', 'companion-weights'] } as const;
    return kinds[kind].map((name) => this.key(name, chainId));
  }

  position({ group, topic, partition }: ConsumedPartition): string {
    return this.key('position', group, topic, String(partition));
  }

  origins(group: string, { topic }: Pick<LogPosition, 'topic'>): string {
    return this.key('origins', group, topic);
  }

  board({ chainId, storeId, boothId }: BoothAddress): string {
    return this.key('board', chainId, storeId, boothId);
  }

  session({ chainId, storeId, boothId }: BoothAddress): string {
    return this.key('session', chainId, storeId, boothId);
  }

  track({ chainId, storeId, boothId }: BoothAddress): string {
    return this.key('track', chainId, storeId, boothId);
  }

  taste(chainId: ChainId, memberId: MemberId): string {
    return this.key('taste', chainId, memberId);
  }

  /** How often each member's taste was forgotten. */
  forgottenTastes(chainId: ChainId): string {
    return this.key('forgotten', chainId);
  }

  /** When the member was erased, for the view of members. */
  erasedMember(chainId: ChainId, memberId: MemberId): string {
    return this.key('erased-member', chainId, memberId);
  }

  impressions(chainId: ChainId, memberId: MemberId): string {
    return this.key('impressions', chainId, memberId);
  }

  /** Of a receipt's number: the block of a till's day that is kept together, its field there, and the one in the hash of earlier releases. */
  receiptReserved(receipt: EventId): ReservedPlace {
    const { day, number } = receiptParts(receipt);
    return { block: `${day}:${Math.floor(number / RESERVED_TOGETHER)}`, field: String(number % RESERVED_TOGETHER), before: String(number) };
  }

  /** The hash of a block. */
  reservedBlock(block: string): string {
    return this.key('reserved', block);
  }

  receiptApplied(receipt: EventId): AppliedPlace {
    const { day, number } = receiptParts(receipt);
    return { bucket: this.key('marked', day), field: String(Math.floor(number / MARKED_TOGETHER)), bit: 1 << (number % MARKED_TOGETHER) };
  }

  /** Where earlier releases kept the two: a field for each receipt. */
  receiptBefore(kind: 'receipts' | 'applied', receipt: EventId): HashField {
    const { day, number } = receiptParts(receipt);
    return { bucket: this.key(kind, day), field: String(number) };
  }

  soldInWeek(chainId: ChainId, week: number): string {
    return this.key('sold', chainId, `w${week}`);
  }

  soldInStore(chainId: ChainId, storeId: StoreId): string {
    return this.key('sold', chainId, storeId);
  }

  soldInHour(chainId: ChainId, storeId: StoreId, hour: number): string {
    return this.key('sold', chainId, storeId, `h${hour}`);
  }

  promotions(chainId: ChainId, storeId: StoreId): string {
    return this.key('promotions', chainId, storeId);
  }

  stock(chainId: ChainId, storeId: StoreId): string {
    return this.key('stock', chainId, storeId);
  }

  enrolment(chainId: ChainId, enrolmentId: EnrolmentId): string {
    return this.key('enrolment', chainId, enrolmentId);
  }

  challenge(chainId: ChainId, challengeId: string): string {
    return this.key('challenge', chainId, challengeId);
  }

  templates(chainId: ChainId, memberId: MemberId): string {
    return this.key('templates', chainId, memberId);
  }

  enrolledMembers(chainId: ChainId): string {
    return this.key('enrolled', chainId);
  }

  revokedConsents(chainId: ChainId): string {
    return this.key('revoked', chainId);
  }

  erasedMembers(chainId: ChainId): string {
    return this.key('erased', chainId);
  }

  /** Classifiers by embedder, and how often somebody left. */
  classifiers(chainId: ChainId): string {
    return this.key('classifiers', chainId);
  }

  gallery(chainId: ChainId): string {
    return this.key('gallery', chainId);
  }

  /** Which indexes of the gallery there are; the function library puts the names of the next two together as here. */
  galleryIndexes(chainId: ChainId): string {
    return this.key('gallery-index', chainId);
  }

  waitingMembers(chainId: ChainId, generation: string): string {
    return this.key('gallery-index', chainId, 'waiting', generation);
  }

  galleryShard(chainId: ChainId, generation: string, shard: number): string {
    return this.key('gallery-index', chainId, generation, String(shard));
  }

  vectors({ chainId, region }: VectorSpace): string {
    return this.key('vectors', chainId, region);
  }

  vectorsInBuilding({ chainId, region }: VectorSpace, build: string): string {
    return this.key('vectors', chainId, region, build);
  }

  companions({ chainId, region }: VectorSpace, sku: Sku): string {
    return this.key('companions', chainId, region, sku);
  }

  companionWeights({ chainId, region }: VectorSpace): string {
    return this.key('companion-weights', chainId, region);
  }

  learner(chainId: ChainId, region: CatalogueRegion): string {
    return this.key('learner', chainId, region);
  }

  models(chainId: ChainId, model: ModelName): string {
    return this.key('models', chainId, model);
  }

  modelBytes(chainId: ChainId, model: ModelName, version: ModelVersion): string {
    return this.key('model', chainId, model, version);
  }

  liveModels(chainId: ChainId, model: ModelName): string {
    return this.key('live', chainId, model);
  }

  /** Prefix of redis-om's keys of one kind of entity; it appends `:` and the entity's id. */
  entities(kind: string): string {
    return this.key('entity', kind);
  }

  entityId(chainId: ChainId, key: string): string {
    return `${chainId}:${key}`;
  }

  storesOf(chainId: ChainId): string {
    return this.key('stores', chainId);
  }

  /** Fingerprint of the master key. */
  masterKey(): string {
    return this.key('master-key');
  }

  /** Stream that wakes one blocking reader. */
  wake(reader: string): string {
    return this.key('wake', reader);
  }

  private key(...parts: readonly string[]): string {
    return `${this.root}:${parts.join(':')}`;
  }
}
