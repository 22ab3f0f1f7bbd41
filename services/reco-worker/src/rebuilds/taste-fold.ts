import { hasOwnReceiptId, type MemberId, type PurchaseRecorded } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import type { Taste } from '@vitrine/recommender';
import { SeenReceipts } from '@vitrine/state';
import { applyPurchases } from '../purchases/apply-purchases.js';
import type { TasteConsent } from '../purchases/consenting-members.js';
import type { Surroundings } from '../purchases/purchase-surroundings.js';

/** What is looked up for receipts that are folded. */
export interface FoldSurroundings extends Pick<Surroundings, 'products'> {
  readonly consents: ReadonlyMap<MemberId, TasteConsent>;
}

/**
 * The tastes that the receipts of one partition make, by the rule of the live path. All receipts of a member are in one partition, so these are
 * whole tastes.
 */
export class TasteFold {
  private readonly tastes = new Map<MemberId, { readonly sinceMs: number; readonly taste: Taste }>();
  private readonly seen = new SeenReceipts();

  apply(received: readonly ReceivedEvent<PurchaseRecorded>[], { products, consents }: FoldSurroundings): void {
    const first = received.filter(({ event }) => hasOwnReceiptId(event) && this.seen.admit(event.eventId, event.occurredAtMs));
    const consenting = new Map(Array.from(consents, ([memberId, consent]) => [memberId, { ...consent, taste: this.of(memberId, consent) }] as const));
    const { tastes } = applyPurchases(first, { applied: new Set(), products, stores: new Map(), consenting });
    for (const taste of tastes) this.tastes.set(taste.memberId, { sinceMs: consents.get(taste.memberId)?.sinceMs ?? 0, taste });
  }

  get members(): readonly MemberId[] {
    return [...this.tastes.keys()];
  }

  /** Null as well where the consent is not the one it was folded under. */
  of(memberId: MemberId, { sinceMs }: TasteConsent): Taste | null {
    const folded = this.tastes.get(memberId);
    return folded?.sinceMs === sinceMs ? folded.taste : null;
  }
}
