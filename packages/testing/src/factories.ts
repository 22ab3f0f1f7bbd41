import {
  receiptId, type BasketSold, type BoothId, type CatalogueRegion, type ChainId, type ConsentChanged, type ConsentId, type EmbedderId, type EnrolmentDecided,
  type EnrolmentId, type EnrolmentRequested, type ErasureId, type EventId, type FrameCaptured, type IdentityResolved, type ImpressionRecorded, type MemberChanged,
  type MemberErased, type MemberId, type ModelName, type ModelPublished, type ModelVersion, type Offer, type OfferDecided, type ProductChanged, type PromotionChanged,
  type PromotionId, type PurchaseRecorded, type ReceiptLine, type SessionId, type Sku, type StockChanged, type StoreChanged, type StoreId, type TillId,
} from '@vitrine/contracts';

/** When everything in the factories happens: 2026-03-02T10:00:00Z, a Monday, in UTC milliseconds. */
export const MOMENT_MS = Date.UTC(2026, 2, 2, 10);

const CHAIN = 'chain-1' as ChainId;
const STORE = 'store-1' as StoreId;
const BOOTH = 'booth-1' as BoothId;
const SESSION = 'session-1' as SessionId;
const MEMBER = 'member-1' as MemberId;
const SKU = 'sku-1' as Sku;
const PROMOTION = 'promotion-1' as PromotionId;
const DIGEST = '0'.repeat(64);
const AT_STORE = { chainId: CHAIN, storeId: STORE } as const;
const AT_BOOTH = { ...AT_STORE, boothId: BOOTH, sessionId: SESSION } as const;
const DAY_MS = 86_400_000;

/** One piece of a product at 1.99. */
export function aReceiptLine(overrides: Partial<ReceiptLine> = {}): ReceiptLine {
  return { sku: SKU, quantityMilli: 1_000, unitPriceMinor: 199, discountMinor: 0, promotionId: null, ...overrides };
}

/** A sale of one piece to a member. `eventId` and `totalMinor` follow from the rest unless given. */
export function aPurchase(overrides: Partial<PurchaseRecorded> = {}): PurchaseRecorded {
  const purchase = {
    ...AT_STORE, tillId: 'till-1' as TillId, businessDay: '2026-03-02', timeZone: 'Europe/Berlin', sequenceNumber: 1, occurredAtMs: MOMENT_MS, kind: 'SALE' as const,
    corrects: null, memberId: MEMBER, currency: 'EUR', lines: [aReceiptLine()], ...overrides,
  };
  const totalMinor = purchase.lines.reduce((sum, line) => sum + Math.round((line.quantityMilli * line.unitPriceMinor) / 1_000) - line.discountMinor, 0);
  return { eventId: receiptId(purchase), totalMinor, ...purchase };
}

/** A frame permitted by a token; its picture is one byte, not a JPEG. */
export function aFrame(overrides: Partial<FrameCaptured> = {}): FrameCaptured {
  const frame = { ...AT_BOOTH, sequence: 0, capturedAtMs: MOMENT_MS, trigger: { kind: 'TOKEN' as const, atMs: MOMENT_MS - 500, token: 'token-1' }, source: 'CAMERA' as const, zone: null, jpeg: Buffer.from([0xff]), ...overrides };
  return { eventId: `${frame.chainId}:${frame.storeId}:${frame.boothId}:${frame.sessionId}:${frame.sequence}` as EventId, ...frame };
}

/** A member recognised. */
export function anIdentity(overrides: Partial<IdentityResolved> = {}): IdentityResolved {
  return {
    eventId: 'frame.captured.v1/0/0' as EventId, origin: { topic: 'frame.captured.v1', partition: 0, offset: 0 }, ...AT_BOOTH, capturedAtMs: MOMENT_MS, resolvedAtMs: MOMENT_MS + 50,
    trigger: 'TOKEN', outcome: 'MEMBER', reason: 'NONE', memberId: MEMBER, consentId: 'consent-1' as ConsentId, faces: 1, score: 0.8, margin: 0.3, threshold: 0.6,
    embedderId: 'embedder@1' as EmbedderId, goodFrames: 2, liveness: null, ...overrides,
  };
}

/** A member asks to be recognised, with one photograph of one byte. */
export function anEnrolmentRequest(overrides: Partial<EnrolmentRequested> = {}): EnrolmentRequested {
  return {
    eventId: 'enrolment-1' as EventId, chainId: CHAIN, enrolmentId: 'enrolment-1' as EnrolmentId, memberId: MEMBER, consentId: 'consent-1' as ConsentId, requestedAtMs: MOMENT_MS,
    photos: [Buffer.from([0xff])], prompts: [], ...overrides,
  };
}

/** An enrolment that made a template. */
export function anEnrolmentDecision(overrides: Partial<EnrolmentDecided> = {}): EnrolmentDecided {
  return {
    eventId: 'enrolment.requested.v1/0/0' as EventId, origin: { topic: 'enrolment.requested.v1', partition: 0, offset: 0 }, chainId: CHAIN, enrolmentId: 'enrolment-1' as EnrolmentId,
    memberId: MEMBER, decidedAtMs: MOMENT_MS, accepted: true, refusal: 'NONE', photos: [{ accepted: true, reason: 'NONE' }], embedderId: 'embedder@1' as EmbedderId, ...overrides,
  };
}

/** Two products sold together. */
export function aBasket(overrides: Partial<BasketSold> = {}): BasketSold {
  return {
    eventId: 'chain-1:store-1:2026-03-02:till-1:1' as EventId, origin: { topic: 'purchase.recorded.v1', partition: 0, offset: 0 }, ...AT_STORE, region: 'region-1' as CatalogueRegion,
    occurredAtMs: MOMENT_MS, skus: [SKU, 'sku-2' as Sku], ...overrides,
  };
}

/** A store with one booth that allows recognition after a token. */
export function aStore(overrides: Partial<StoreChanged> = {}): StoreChanged {
  return {
    eventId: 'chain-1:store-1:0' as EventId, ...AT_STORE, changedAtMs: MOMENT_MS, title: 'Store 1', timeZone: 'Europe/Berlin', currency: 'EUR', region: 'region-1' as CatalogueRegion,
    triggers: ['TOKEN'], booths: [{ boothId: BOOTH, title: 'Entrance' }], active: true, ...overrides,
  };
}

/** A product on sale. */
export function aProduct(overrides: Partial<ProductChanged> = {}): ProductChanged {
  return {
    eventId: 'chain-1:sku-1:0' as EventId, chainId: CHAIN, sku: SKU, changedAtMs: MOMENT_MS, title: 'Product 1', categoryPath: ['Grocery', 'Dairy'], brand: null, sensitive: false,
    active: true, marginPercent: null, ...overrides,
  };
}

/** A promotion valid for a day before and after {@link MOMENT_MS}. */
export function aPromotion(overrides: Partial<PromotionChanged> = {}): PromotionChanged {
  return {
    eventId: 'chain-1:promotion-1:0' as EventId, ...AT_STORE, promotionId: PROMOTION, changedAtMs: MOMENT_MS, sku: SKU, startsAtMs: MOMENT_MS - DAY_MS, endsAtMs: MOMENT_MS + DAY_MS,
    discountPercent: 20, display: '', mailer: '', active: true, ...overrides,
  };
}

/** Ten pieces in stock. */
export function aStockCount(overrides: Partial<StockChanged> = {}): StockChanged {
  return { eventId: 'chain-1:store-1:sku-1:0' as EventId, ...AT_STORE, sku: SKU, countedAtMs: MOMENT_MS, onHandMilli: 10_000, ...overrides };
}

/** An active member who denies no category. */
export function aMember(overrides: Partial<MemberChanged> = {}): MemberChanged {
  return { eventId: 'chain-1:member-1:0' as EventId, chainId: CHAIN, memberId: MEMBER, changedAtMs: MOMENT_MS, active: true, deniedCategories: [], ...overrides };
}

/** Consent to recognition. */
export function aConsent(overrides: Partial<ConsentChanged> = {}): ConsentChanged {
  return {
    eventId: 'chain-1:consent-1:0' as EventId, chainId: CHAIN, memberId: MEMBER, consentId: 'consent-1' as ConsentId, changedAtMs: MOMENT_MS, purpose: 'RECOGNITION', granted: true,
    textSha256: DIGEST, locale: 'en', channel: 'console', ...overrides,
  };
}

/** A member to be forgotten. */
export function anErasure(overrides: Partial<MemberErased> = {}): MemberErased {
  return { eventId: 'chain-1:member-1:erasure-1' as EventId, chainId: CHAIN, memberId: MEMBER, erasureId: 'erasure-1' as ErasureId, requestedAtMs: MOMENT_MS, ...overrides };
}

/** First place on a slate. */
export function anOffer(overrides: Partial<Offer> = {}): Offer {
  return { rank: 1, sku: SKU, promotionId: PROMOTION, discountPercent: 20, score: 0.9, reason: 'LIKE_YOUR_TASTE', novel: true, propensity: 1, ...overrides };
}

/** A member's slate of one offer, valid for half a minute. */
export function anOfferDecision(overrides: Partial<OfferDecided> = {}): OfferDecided {
  return {
    eventId: 'identity.resolved.v1/0/0' as EventId, origin: { topic: 'identity.resolved.v1', partition: 0, offset: 0 }, ...AT_BOOTH, decidedAtMs: MOMENT_MS, validUntilMs: MOMENT_MS + 30_000,
    audience: 'MEMBER', memberId: MEMBER, offers: [anOffer()], ...overrides,
  };
}

/** A slate was on screen. */
export function anImpression(overrides: Partial<ImpressionRecorded> = {}): ImpressionRecorded {
  return { eventId: 'impression-1' as EventId, ...AT_BOOTH, slateId: 'identity.resolved.v1/0/0' as EventId, occurredAtMs: MOMENT_MS, kind: 'SHOWN', sku: null, ...overrides };
}

/** A model that passed the gate. */
export function aPublishedModel(overrides: Partial<ModelPublished> = {}): ModelPublished {
  return {
    eventId: 'word2vec:region-1:v1:0' as EventId, chainId: CHAIN, model: 'word2vec' as ModelName, version: 'v1' as ModelVersion, publishedAtMs: MOMENT_MS, action: 'PROMOTED',
    sha256: DIGEST, trainedUpTo: [], metrics: {}, ...overrides,
  };
}
