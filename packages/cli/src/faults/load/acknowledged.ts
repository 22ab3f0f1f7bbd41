import type { EventId } from '@vitrine/contracts';

/** What the platform has said yes to, and what it refused although it was in order. */
export class Acknowledged {
  /** Receipts by lane, in the order in which they were acknowledged. */
  readonly receipts = new Map<number, EventId[]>();
  readonly refused: string[] = [];
  identities = 0;
  announcements = 0;
  frames = { sent: 0, accepted: 0, superseded: 0, failed: 0 };

  receipt(lane: number, id: EventId): void {
    const known = this.receipts.get(lane);
    if (known === undefined) this.receipts.set(lane, [id]);
    else known.push(id);
  }

  refuse(what: string): void {
    this.refused.push(what);
  }

  /** Every acknowledged receipt. */
  allReceipts(): EventId[] {
    return [...this.receipts.values()].flat();
  }

  /** Events acknowledged so far. */
  get count(): number {
    return this.allReceipts().length + this.identities + this.announcements + this.frames.accepted;
  }
}
