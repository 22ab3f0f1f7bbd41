import type { BoothId, MemberId, StoreId } from '@vitrine/contracts';
import { Random } from '@vitrine/word2vec';
import { productOf, shelfOf, VALIDITY, WORLD, worldPromotions } from './world.js';

/** What the back office announces, as a request to ingest. */
export interface Announcement {
  readonly kind: 'announcement';
  readonly path: string;
  readonly body: object;
}

/** An event that is due, as its sender would word it. */
export type DueEvent =
  | { readonly kind: 'receipt'; readonly lane: number; readonly sequence: number; readonly body: object }
  | { readonly kind: 'identity'; readonly storeId: StoreId; readonly boothId: BoothId; readonly memberId: MemberId | null; readonly offset: number }
  | Announcement
  | { readonly kind: 'frame'; readonly storeId: StoreId };

/** Tills: each sends its receipts in order, and every member shops at one of them. */
export const LANES = 8;

const DAY_MS = 86_400_000;
/** Receipts begin so many days ago, so that they lie in the weeks that are counted; the n-th is so much later. */
const DAYS_AGO = 4;
const STEP_MS = 300;
const SHARES = { receipt: 0.8, identity: 0.14, announcement: 0.04 } as const;

/** So few products and members are announced again and again: what a wrong clock said of one is to be corrected soon. */
const OFTEN_CHANGED = 6;

/** The events of a campaign one after another, all decided by the seed but for the day they lie on. */
export class EventSource {
  private readonly random: Random;
  private readonly beginMs: number;
  private readonly promotions = worldPromotions();
  private readonly sequences = Array.from({ length: LANES }, () => 0);
  private identities = 0;
  private announcements = 0;
  private made = 0;

  /** @param todayMs any time of the day of the run: it decides the receipts' dates, and nothing else */
  constructor(seed: number, todayMs: number) {
    this.beginMs = Math.floor(todayMs / DAY_MS) * DAY_MS - DAYS_AGO * DAY_MS;
    this.random = Random.from(`events/${seed}`);
  }

  next(): DueEvent {
    this.made += 1;
    const draw = this.random.next();
    if (draw < SHARES.receipt) return this.receipt();
    if (draw < SHARES.receipt + SHARES.identity) return this.identity();
    if (draw < SHARES.receipt + SHARES.identity + SHARES.announcement) return this.announcement();
    return { kind: 'frame', storeId: this.one(WORLD.stores) };
  }

  private receipt(): DueEvent {
    const member = this.random.below(WORLD.members.length);
    const lane = member % LANES;
    const sequence = this.sequences[lane]!++;
    const occurredAtMs = this.beginMs + this.made * STEP_MS;
    const lines = this.lines();
    const occurredAt = new Date(occurredAtMs).toISOString();
    return {
      kind: 'receipt', lane, sequence,
      body: {
        storeId: WORLD.stores[lane % WORLD.stores.length], tillId: `till-${lane}`, businessDay: occurredAt.slice(0, 10), sequenceNumber: sequence, occurredAt, kind: 'SALE',
        currency: WORLD.currency, ...(this.random.next() < 0.8 ? { memberId: WORLD.members[member] } : {}), lines,
        totalMinor: lines.reduce((sum, { quantityMilli, unitPriceMinor }) => sum + (quantityMilli / 1000) * unitPriceMinor, 0),
      },
    };
  }

  /** Popular products more often than others. */
  private lines(): { readonly sku: string; readonly quantityMilli: number; readonly unitPriceMinor: number }[] {
    const skus = new Set(Array.from({ length: 1 + this.random.below(5) }, () => WORLD.products[Math.floor(WORLD.products.length * this.random.next() ** 2)]!));
    return Array.from(skus, (sku) => ({ sku, quantityMilli: 1000 * (1 + this.random.below(3)), unitPriceMinor: 50 + this.random.below(900) }));
  }

  private identity(): DueEvent {
    const memberId = this.random.next() < 0.7 ? this.one(WORLD.members) : null;
    return { kind: 'identity', storeId: this.one(WORLD.stores), boothId: this.one(WORLD.booths), memberId, offset: this.identities++ };
  }

  /** Promotions, counts of stock, products and members in turn. Of a product only the title: what is sold of it counts, whenever it was announced. */
  private announcement(): DueEvent {
    const { promotionId, ...promotion } = { ...this.one(this.promotions), discountPercent: 5 + this.random.below(60) };
    const { discountPercent } = promotion;
    const active = this.random.next() < 0.9;
    const number = this.announcements++;
    const one = Math.floor(number / 4) % OFTEN_CHANGED;
    const made: readonly Omit<Announcement, 'kind'>[] = [
      { path: `promotions/${promotionId}`, body: { ...promotion, active, ...VALIDITY } },
      { path: `stores/${WORLD.stores[0]}/stock/${WORLD.products[one]}`, body: { onHandMilli: active ? discountPercent * 1000 : 0 } },
      { path: `products/${WORLD.products[one]}`, body: productOf(one, `announced ${number}`) },
      { path: `members/${WORLD.members[one]}`, body: { deniedCategories: active ? [] : [shelfOf(discountPercent)] } },
    ];
    return { kind: 'announcement', ...made[number % made.length]! };
  }

  private one<T>(items: readonly T[]): T {
    return items[this.random.below(items.length)]!;
  }
}
