// Generated from schemas/ by "npm run generate". Do not edit.

import type { BoothId, PromotionId, Sku } from '../identifiers.js';

/** Kinds of trigger a store's policy can allow. */
export type TriggerKind = 'TOKEN' | 'GESTURE' | 'APPROACH' | 'UNKNOWN';

/** What the shopper did that permits a face to be processed. */
export interface Trigger {
  /** Which act it was. UNKNOWN is never permitted. */
  readonly kind: TriggerKind;
  /** When the shopper acted, UTC. */
  readonly atMs: number;
  /** Opaque token shown at the booth, when kind is TOKEN. Not a member id. */
  readonly token: string | null;
}

/** Where a frame comes from. */
export type FrameSource = 'CAMERA' | 'UPLOAD';

/** Rectangle in the frame, as fractions of its width and height from the top left corner. */
export interface Zone {
  /** Left edge, 0 to 1. */
  readonly x: number;
  /** Top edge, 0 to 1. */
  readonly y: number;
  /** Width, above 0 to 1. */
  readonly width: number;
  /** Height, above 0 to 1. */
  readonly height: number;
}

/** Where in the log a record stands. */
export interface Position {
  /** Topic name. */
  readonly topic: string;
  /** Partition number, from 0. */
  readonly partition: number;
  /** Offset within the partition, from 0. */
  readonly offset: number;
}

/** What the face worker concluded. Only MEMBER personalises. */
export type IdentityOutcome = 'MEMBER' | 'PROBABLE' | 'UNKNOWN' | 'AMBIGUOUS' | 'SPOOF' | 'NO_FACE' | 'POOR' | 'UNDECIDED';

/** Why the outcome is not MEMBER, or what holds it. */
export type IdentityReason = 'NONE' | 'BELOW_THRESHOLD' | 'NO_MARGIN' | 'TWO_FACES' | 'TOO_SMALL' | 'TOO_BLURRED' | 'TOO_DARK' | 'OUTSIDE_ZONE' | 'UNREADABLE' | 'EMPTY_GALLERY' | 'CONSENT_ENDED' | 'OTHER' | 'TOO_BRIGHT' | 'TURNED_AWAY' | 'OCCLUDED' | 'MORE_FRAMES' | 'FACE_CHANGED' | 'HELD' | 'NO_MOTION' | 'FLAT';

/** What the person was asked to do when a picture was taken. */
export type PosePrompt = 'AHEAD' | 'LEFT' | 'RIGHT' | 'NONE';

/** Why an enrolment was refused as a whole. */
export type EnrolmentRefusal = 'NONE' | 'NO_USABLE_PHOTO' | 'CONSENT_MISSING' | 'DUPLICATE_FACE' | 'OTHER' | 'TOO_FEW_PHOTOS' | 'NOT_LIVE';

/** Why a photograph was refused. */
export type PhotoReason = 'NONE' | 'NO_FACE' | 'TWO_FACES' | 'TOO_SMALL' | 'TOO_BLURRED' | 'TOO_DARK' | 'UNREADABLE' | 'OUTLIER' | 'OTHER' | 'TOO_BRIGHT' | 'TURNED_AWAY' | 'OCCLUDED' | 'PROMPT_NOT_FOLLOWED';

/** What became of one photograph. */
export interface PhotoDecision {
  /** Whether it became a template. */
  readonly accepted: boolean;
  /** NONE when accepted. */
  readonly reason: PhotoReason;
}

/** What the transaction is. */
export type PurchaseKind = 'SALE' | 'RETURN' | 'VOID' | 'OTHER';

/** One line of a till receipt. */
export interface ReceiptLine {
  /** Product sold. */
  readonly sku: Sku;
  /** Quantity in thousandths of the product's unit: 1000 is one piece, 350 is 0.35 kg. Positive; the event's kind says which way goods went. */
  readonly quantityMilli: number;
  /** Shelf price of one unit before discount. Integer minor units of the event's currency. */
  readonly unitPriceMinor: number;
  /** Discount on the whole line, 0 or more. Integer minor units of the event's currency. */
  readonly discountMinor: number;
  /** Promotion the till applied. */
  readonly promotionId: PromotionId | null;
}

/** A booth of a store. */
export interface Booth {
  /** Booth. */
  readonly boothId: BoothId;
  /** Name shown to staff. */
  readonly title: string;
}

/** What the consent is for; one record a purpose. */
export type ConsentPurpose = 'RECOGNITION' | 'TASTE' | 'ANALYTICS' | 'MODEL_TRAINING' | 'UNKNOWN';

/** For whom the slate is. */
export type Audience = 'MEMBER' | 'ANONYMOUS';

/** The signal that lifted the offer most. */
export type OfferReason = 'BOUGHT_BEFORE' | 'GOES_WITH_RECENT' | 'LIKE_YOUR_TASTE' | 'FAVOURITE_CATEGORY' | 'POPULAR_HERE' | 'DEEP_DISCOUNT' | 'NEW_TO_YOU' | 'OTHER';

/** One offer of a slate. */
export interface Offer {
  /** Place on the slate, from 1. */
  readonly rank: number;
  /** Product. */
  readonly sku: Sku;
  /** Promotion. */
  readonly promotionId: PromotionId;
  /** Discount off the shelf price, 0 to 100. */
  readonly discountPercent: number;
  /** Relevance; higher is better. Comparable within the slate only. */
  readonly score: number;
  /** The signal that lifted it most. */
  readonly reason: OfferReason;
  /** True when the member never bought the product. */
  readonly novel: boolean;
  /** Probability with which this place showed this offer: 1 unless explored. */
  readonly propensity: number;
}

/** What happened. */
export type ImpressionKind = 'SHOWN' | 'DISMISSED' | 'NOT_ME' | 'HANDED_OFF' | 'OTHER';

/** How it became the live one. */
export type ModelAction = 'PROMOTED' | 'ROLLED_BACK' | 'OTHER';
