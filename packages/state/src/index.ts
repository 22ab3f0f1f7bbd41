export { BasketCompanions, COMPANION_BOUNDS, type Companions, type CountedBasket } from './basket-companions.js';
export { BoothSessions, type BoothSession } from './booth-sessions.js';
export { BoothTracks, type BoothTrack } from './booth-tracks.js';
export {
  EntityView, Members, Products, Promotions, Stock, Stores,
  type ConsentState, type MemberRecord, type ProductRecord, type PromotionRecord, type StockRecord, type StoreRecord,
} from './catalogue.js';
export type { Clock } from './clock.js';
export { Enrolments, type PoseChallenge } from './enrolments.js';
export { nearestRows, type RowScore, type UnitRows } from './exact-search.js';
export { GalleryIndex, type GalleryPlace, type IndexStanding, type WaitingMember } from './gallery-index.js';
export { ImpressionCounts } from './impressions.js';
export { LearnerSnapshots } from './learner-snapshots.js';
export { MemberTaste, type ProductHistory, type TasteRecord } from './member-taste.js';
export { ModelRegistry, RANKING_MODEL, type ModelArtefact } from './model-registry.js';
export { OfferBoard, type BoardEntry, type BoothAddress } from './offer-board.js';
export { ProductVectors, word2vecModel, type ProductVector, type SimilarProduct, type VectorSpace } from './product-vectors.js';
export { ReceiptLedger } from './receipt-ledger.js';
export { DEFAULT_RETENTION, type StateRetention } from './retention.js';
export { SalesStatistics } from './sales-statistics.js';
export { SeenReceipts } from './seen-receipts.js';
export { StatesBeside, type BesideKind, type StandingClaim, type StateBeside } from './state-beside.js';
export { StateStore, type AppliedStep, type PartitionClaim, type StateWrite } from './state-store.js';
export type { State } from './state.js';
export { TemplateIndex, type FaceTemplate, type GalleryChange, type GalleryClassifier, type LoadedGallery } from './template-index.js';
export { assertUnitVector, toUnitLength } from './unit-vector.js';
