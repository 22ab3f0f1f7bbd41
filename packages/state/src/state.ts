import type { Members, Products, Promotions, Stock, Stores } from './catalogue.js';
import type { BasketCompanions } from './basket-companions.js';
import type { BoothSessions } from './booth-sessions.js';
import type { BoothTracks } from './booth-tracks.js';
import type { Enrolments } from './enrolments.js';
import type { GalleryIndex } from './gallery-index.js';
import type { ImpressionCounts } from './impressions.js';
import type { LearnerSnapshots } from './learner-snapshots.js';
import type { MemberTaste } from './member-taste.js';
import type { ModelRegistry } from './model-registry.js';
import type { OfferBoard } from './offer-board.js';
import type { ProductVectors } from './product-vectors.js';
import type { ReceiptLedger } from './receipt-ledger.js';
import type { SalesStatistics } from './sales-statistics.js';
import type { StatesBeside } from './state-beside.js';
import type { StateStore } from './state-store.js';
import type { TemplateIndex } from './template-index.js';

/** Every port over one store: what an adapter opens, and what the conformance suite runs on. */
export interface State {
  readonly store: StateStore;
  readonly offerBoard: OfferBoard;
  readonly memberTaste: MemberTaste;
  readonly receiptLedger: ReceiptLedger;
  readonly salesStatistics: SalesStatistics;
  readonly basketCompanions: BasketCompanions;
  readonly stores: Stores;
  readonly products: Products;
  readonly members: Members;
  readonly promotions: Promotions;
  readonly stock: Stock;
  readonly templateIndex: TemplateIndex;
  readonly galleryIndex: GalleryIndex;
  readonly enrolments: Enrolments;
  readonly productVectors: ProductVectors;
  readonly modelRegistry: ModelRegistry;
  readonly learnerSnapshots: LearnerSnapshots;
  readonly boothSessions: BoothSessions;
  readonly boothTracks: BoothTracks;
  readonly statesBeside: StatesBeside;
  readonly impressionCounts: ImpressionCounts;
}
