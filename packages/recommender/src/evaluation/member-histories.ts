import type { MemberReceipt, StorePromotion, TargetHousehold } from '../retail-records.js';
import type { RankingCandidate } from './ranking-question.js';

/** Receipts of each member, oldest first. */
export class MemberHistories {
  private readonly receipts: ReadonlyMap<string, readonly MemberReceipt[]>;

  /** @param ordered receipts, oldest first */
  constructor(ordered: readonly MemberReceipt[]) {
    this.receipts = groupedBy(ordered, ({ memberId }) => memberId);
  }

  /** What the member had bought when the target basket was: up to its time, itself left out. */
  before({ memberId, basketId, atMs }: TargetHousehold): readonly MemberReceipt[] {
    return (this.receipts.get(memberId) ?? []).filter((receipt) => receipt.atMs <= atMs && receipt.id !== basketId);
  }
}

/** Promotions by store. */
export class StorePromotions {
  private readonly promotions: ReadonlyMap<string, readonly StorePromotion[]>;

  constructor(promotions: readonly StorePromotion[]) {
    this.promotions = groupedBy(promotions, ({ storeId }) => storeId);
  }

  /** What the store promotes at that moment: each product once, at its deepest discount. */
  at(storeId: string, atMs: number): RankingCandidate[] {
    const deepest = new Map<string, number>();
    for (const { item, startsAtMs, endsAtMs, discountPercent } of this.promotions.get(storeId) ?? []) {
      if (startsAtMs <= atMs && atMs < endsAtMs) deepest.set(item, Math.max(deepest.get(item) ?? 0, discountPercent));
    }
    return Array.from(deepest, ([item, discountPercent]) => ({ item, discountPercent }));
  }
}

function groupedBy<T>(records: readonly T[], key: (record: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const group = groups.get(key(record));
    if (group === undefined) groups.set(key(record), [record]);
    else group.push(record);
  }
  return groups;
}
