import type { MemberReceipt, TargetHousehold } from '../retail-records.js';

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

function groupedBy<T>(records: readonly T[], key: (record: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const group = groups.get(key(record));
    if (group === undefined) groups.set(key(record), [record]);
    else group.push(record);
  }
  return groups;
}
