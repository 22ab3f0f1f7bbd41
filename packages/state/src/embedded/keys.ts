import type {
  CatalogueRegion, ChainId, ConsentId, ConsumedPartition, EmbedderId, EnrolmentDecided, EnrolmentId, EventId, LogPosition, MemberId, ModelName, ModelVersion,
  OfferDecided, PromotionId, Sku, StoreId,
} from '@vitrine/contracts';
import type { BoothSession } from '../booth-sessions.js';
import type { BoothTrack } from '../booth-tracks.js';
import type { MemberRecord, ProductRecord, PromotionRecord, StockRecord, StoreRecord } from '../catalogue.js';
import type { PoseChallenge } from '../enrolments.js';
import type { ModelArtefact } from '../model-registry.js';
import type { BoothAddress } from '../offer-board.js';
import type { VectorSpace } from '../product-vectors.js';
import type { BesideKind } from '../state-beside.js';
import type { PartitionClaim } from '../state-store.js';
import type { HistoryHead } from './bounded-history.js';
import type { Expiring } from './expiring-records.js';
import type { RecordKey } from './record-key.js';
import type { GalleryRecord, StoredClassifier } from './sealed-gallery.js';

type Space = VectorSpace;
type Model = readonly [chainId: ChainId, model: ModelName];

const KINDS: Readonly<Record<BesideKind, readonly string[]>> = {
  promotions: ['promotion'], stock: ['stock'], sales: ['sold-in-week', 'sold-in-store', 'sold-in-hour', 'companions', 'companion-weight'],
};

/** Every key of the embedded store. A plural is the prefix of what it names. */
export const keys = {
  masterKey: (): RecordKey<string> => ['master-key', 'fingerprint'],
  counter: (name: string): RecordKey<string> => ['counter', name],
  expiries: (): RecordKey => ['expiry'],
  expiry: (atMs: number, key: RecordKey): RecordKey<1> => ['expiry', atMs, ...key],
  expiring: ([, , ...key]: RecordKey): RecordKey => key as unknown as RecordKey,
  position: ({ group, topic, partition }: ConsumedPartition): RecordKey<PartitionClaim> => ['position', group, topic, partition],
  origin: (group: string, { topic, partition }: Pick<LogPosition, 'topic' | 'partition'>): RecordKey<number> => ['origin', group, topic, partition],
  board: ({ chainId, storeId, boothId }: BoothAddress): RecordKey => ['board', chainId, storeId, boothId],
  boardEntry: ({ chainId, storeId, boothId }: BoothAddress, version: string): RecordKey<Expiring<OfferDecided>> => ['board', chainId, storeId, boothId, version],
  session: ({ chainId, storeId, boothId }: BoothAddress): RecordKey<Expiring<BoothSession>> => ['session', chainId, storeId, boothId],
  track: ({ chainId, storeId, boothId }: BoothAddress): RecordKey<Expiring<BoothTrack>> => ['track', chainId, storeId, boothId],
  taste: (chainId: ChainId, memberId: MemberId): RecordKey<Buffer> => ['taste', chainId, memberId],
  timesForgotten: (chainId: ChainId, memberId: MemberId): RecordKey<number> => ['forgotten', chainId, memberId],
  erasedMember: (chainId: ChainId, memberId: MemberId): RecordKey<number> => ['erased-member', chainId, memberId],
  impressions: (chainId: ChainId, memberId: MemberId): RecordKey => ['impressions', chainId, memberId],
  impressionsAt: (chainId: ChainId, memberId: MemberId, atMs: number): RecordKey<Expiring<readonly Sku[]>> => ['impressions', chainId, memberId, atMs],
  receiptReserved: (receipt: EventId): RecordKey<Expiring<{ readonly contentSha256: string }>> => ['receipt', receipt],
  receiptApplied: (receipt: EventId): RecordKey<Expiring<true>> => ['applied', receipt],
  soldInWeeks: (chainId: ChainId): RecordKey => ['sold-in-week', chainId],
  soldInWeek: (chainId: ChainId, week: number, sku: Sku): RecordKey<number> => ['sold-in-week', chainId, week, sku],
  soldInStore: (chainId: ChainId, storeId: StoreId, sku: Sku): RecordKey<number> => ['sold-in-store', chainId, storeId, sku],
  soldInHour: (chainId: ChainId, storeId: StoreId, hour: number, sku: Sku): RecordKey<number> => ['sold-in-hour', chainId, storeId, hour, sku],
  stores: (chainId: ChainId): RecordKey => ['store', chainId],
  store: (chainId: ChainId, storeId: StoreId): RecordKey<StoreRecord> => ['store', chainId, storeId],
  product: (chainId: ChainId, sku: Sku): RecordKey<ProductRecord> => ['product', chainId, sku],
  member: (chainId: ChainId, memberId: MemberId): RecordKey<MemberRecord> => ['member', chainId, memberId],
  promotions: (chainId: ChainId, storeId: StoreId): RecordKey => ['promotion', chainId, storeId],
  promotion: (chainId: ChainId, storeId: StoreId, promotionId: PromotionId): RecordKey<PromotionRecord> => ['promotion', chainId, storeId, promotionId],
  stock: (chainId: ChainId, storeId: StoreId, sku: Sku): RecordKey<StockRecord> => ['stock', chainId, storeId, sku],
  enrolment: (chainId: ChainId, enrolmentId: EnrolmentId): RecordKey<Expiring<EnrolmentDecided>> => ['enrolment', chainId, enrolmentId],
  challenge: (chainId: ChainId, challengeId: string): RecordKey<Expiring<PoseChallenge>> => ['challenge', chainId, challengeId],
  templatesOf: (chainId: ChainId, embedderId: EmbedderId): RecordKey => ['template', chainId, embedderId],
  templates: (chainId: ChainId, embedderId: EmbedderId, memberId: MemberId): RecordKey<readonly string[]> => ['template', chainId, embedderId, memberId],
  memberKey: (chainId: ChainId, embedderId: EmbedderId, memberId: MemberId): RecordKey<Buffer> => ['member-key', chainId, embedderId, memberId],
  embeddersOf: (chainId: ChainId, memberId: MemberId): RecordKey => ['enrolled', chainId, memberId],
  enrolled: (chainId: ChainId, memberId: MemberId, embedderId: EmbedderId): RecordKey<ConsentId> => ['enrolled', chainId, memberId, embedderId],
  revoked: (chainId: ChainId, memberId: MemberId, consentId: ConsentId): RecordKey<true> => ['revoked', chainId, memberId, consentId],
  erased: (chainId: ChainId, memberId: MemberId): RecordKey<number> => ['erased', chainId, memberId],
  classifier: (chainId: ChainId, embedderId: EmbedderId): RecordKey<StoredClassifier> => ['classifier', chainId, embedderId],
  departures: (chainId: ChainId): RecordKey<number> => ['departures', chainId],
  gallery: (chainId: ChainId): RecordKey => ['gallery', chainId],
  galleryEntry: (chainId: ChainId, revision: string): RecordKey<GalleryRecord> => ['gallery', chainId, revision],
  history: (prefix: RecordKey): RecordKey<HistoryHead> => ['history', ...prefix],
  dimension: ({ chainId, region }: Space): RecordKey<number> => ['dimension', chainId, region],
  vectors: ({ chainId, region }: Space): RecordKey => ['vector', chainId, region],
  vector: ({ chainId, region }: Space, sku: Sku): RecordKey<Buffer> => ['vector', chainId, region, sku],
  companions: ({ chainId, region }: Space, sku: Sku): RecordKey<Readonly<Record<Sku, number>>> => ['companions', chainId, region, sku],
  companionWeight: ({ chainId, region }: Space, sku: Sku): RecordKey<number> => ['companion-weight', chainId, region, sku],
  /** Prefixes of everything of a kind. */
  ofKind: (kind: BesideKind, chainId: ChainId): readonly RecordKey[] => KINDS[kind].map((name) => [name, chainId] as const),
  learner: (chainId: ChainId, region: CatalogueRegion): RecordKey<Buffer> => ['learner', chainId, region],
  models: (...model: Model): RecordKey => ['model', ...model],
  model: (...model: [...Model, ModelVersion]): RecordKey<ModelArtefact> => ['model', ...model],
  modelBytes: (...model: [...Model, ModelVersion]): RecordKey<Buffer> => ['model-bytes', ...model],
  liveModels: (...model: Model): RecordKey<readonly ModelVersion[]> => ['live', ...model],
} as const;
