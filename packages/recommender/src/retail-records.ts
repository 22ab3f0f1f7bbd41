/** A member's receipt, as rankers learn from it; each product once. */
export interface MemberReceipt {
  readonly id: string;
  readonly memberId: string;
  readonly storeId: string;
  readonly atMs: number;
  readonly items: readonly string[];
  /** Percent off the shelf price per item, 0 to 100, in the order of `items`. */
  readonly discounts: readonly number[];
}

/** A receipt, whoever's it is. */
export type SoldReceipt = Omit<MemberReceipt, 'memberId'>;

/** A member whose next basket is to be foreseen. */
export interface TargetHousehold {
  readonly memberId: string;
  readonly basketId: string;
  readonly storeId: string;
  readonly atMs: number;
}

/** A product of that basket. */
export interface TargetItem {
  readonly memberId: string;
  readonly item: string;
  /** Bought at a discount, and promoted by that store at that time. */
  readonly offered: boolean;
}

/** A promotion of a store. */
export interface StorePromotion {
  readonly item: string;
  readonly storeId: string;
  readonly startsAtMs: number;
  /** First moment at which it no longer holds. */
  readonly endsAtMs: number;
  readonly discountPercent: number;
}
