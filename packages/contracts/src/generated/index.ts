// Generated from schemas/ by "npm run generate". Do not edit.

import type { AnyEvent, EventContract } from '../event-contract.js';
import { FrameCaptured } from './frame-captured.js';
import { IdentityResolved } from './identity-resolved.js';
import { EnrolmentRequested } from './enrolment-requested.js';
import { EnrolmentDecided } from './enrolment-decided.js';
import { PurchaseRecorded } from './purchase-recorded.js';
import { BasketSold } from './basket-sold.js';
import { StoreChanged } from './store-changed.js';
import { ProductChanged } from './product-changed.js';
import { PromotionChanged } from './promotion-changed.js';
import { StockChanged } from './stock-changed.js';
import { MemberChanged } from './member-changed.js';
import { ConsentChanged } from './consent-changed.js';
import { MemberErased } from './member-erased.js';
import { OfferDecided } from './offer-decided.js';
import { ImpressionRecorded } from './impression-recorded.js';
import { ModelPublished } from './model-published.js';

export { FrameCaptured, IdentityResolved, EnrolmentRequested, EnrolmentDecided, PurchaseRecorded, BasketSold, StoreChanged, ProductChanged, PromotionChanged, StockChanged, MemberChanged, ConsentChanged, MemberErased, OfferDecided, ImpressionRecorded, ModelPublished };
export type { Audience, Booth, ConsentPurpose, EnrolmentRefusal, FrameSource, IdentityOutcome, IdentityReason, ImpressionKind, ModelAction, Offer, OfferReason, PhotoDecision, PhotoReason, PosePrompt, Position, PurchaseKind, ReceiptLine, Trigger, TriggerKind, Zone } from './types.js';

/** Every event contract. */
export const EVENT_CONTRACTS: readonly EventContract<AnyEvent>[] = [FrameCaptured, IdentityResolved, EnrolmentRequested, EnrolmentDecided, PurchaseRecorded, BasketSold, StoreChanged, ProductChanged, PromotionChanged, StockChanged, MemberChanged, ConsentChanged, MemberErased, OfferDecided, ImpressionRecorded, ModelPublished] as unknown as readonly EventContract<AnyEvent>[];
