import type { EventId, MemberId, PurchaseRecorded } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import type { Taste } from '@vitrine/recommender';
import { applyPurchases } from '../purchases/apply-purchases.js';
import type { Surroundings } from '../purchases/purchase-surroundings.js';

/** What is looked up for receipts that are folded. */
export interface FoldSurroundings extends Pick<Surroundings, 'products'> {
  /** Members whose purchases may be kept. */
  readonly consenting: ReadonlySet<MemberId>;
}

/**
 * The tastes that the receipts of one partition make, by the rule of the live path. All receipts of a member are in one partition, so these are
 * whole tastes.
 */
export class TasteFold {
  readonly tastes = new Map<MemberId, Taste>();
  private readonly seen = new Set<EventId>();

  apply(received: readonly ReceivedEvent<PurchaseRecorded>[], { products, consenting }: FoldSurroundings): void {
    const ids = received.map(({ event }) => event.eventId);
    const known = new Map(Array.from(consenting, (memberId) => [memberId, this.tastes.get(memberId) ?? null] as const));
    const { tastes } = applyPurchases(received, { applied: new Set(ids.filter((id) => this.seen.has(id))), products, stores: new Map(), tastes: known });
    for (const taste of tastes) this.tastes.set(taste.memberId, taste);
    for (const id of ids) this.seen.add(id);
  }
}
