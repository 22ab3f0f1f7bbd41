import type { ChainId, MemberId, PromotionId, Sku } from '@vitrine/contracts';
import { applyReceipt, CandidateSet, comparedProducts, type Candidate, type CompanionRow, type KnownGoods, type Shopper, type Taste } from '@vitrine/recommender';
import type { Random } from '@vitrine/word2vec';

const DAY_MS = 86_400_000;
const CATEGORIES = 300;
const RECEIPTS = 60;
const LINES = 12;
const COMPANIONS = 128;
const MILLI = 1000;
const DIMENSION = 64;

/** A moment at which everything that is made here holds. */
export const BENCH_NOW_MS = Date.UTC(2026, 2, 2, 10);

/** A store with so many products on promotion, none of them real. */
export class MadeStore {
  readonly candidates: readonly Candidate[];
  private readonly goods: ReadonlyMap<Sku, KnownGoods>;

  constructor(count: number, private readonly random: Random) {
    this.candidates = Array.from({ length: count }, (_, n) => this.candidate(n));
    this.goods = new Map(this.candidates.map(({ sku, title, categoryPath }) => [sku, { title, categoryPath }]));
  }

  prepared(): CandidateSet {
    return new CandidateSet(this.candidates);
  }

  /** A member who bought a dozen products on each of sixty days; a few of them again and again. */
  shopper(number: number): Shopper {
    let taste: Taste | null = null;
    for (let n = 0; n < RECEIPTS; n++) {
      const lines = Array.from({ length: LINES }, (_, line) => ({ sku: this.candidates[this.random.below(line < LINES / 2 ? 40 : this.candidates.length)]!.sku, quantityMilli: MILLI }));
      taste = applyReceipt(taste, { chainId: 'bench' as ChainId, memberId: `m${number}` as MemberId, occurredAtMs: BENCH_NOW_MS - (RECEIPTS - n) * DAY_MS, kind: 'SALE', lines });
    }
    const compared = comparedProducts(taste!, BENCH_NOW_MS);
    const companions = new Map(Array.from(compared, (sku) => [sku, this.companions()]));
    const vectors = new Map(Array.from(compared, (sku) => [sku, this.vector()]));
    return { taste: taste!, deniedCategories: [], shown: new Map(), vectors, goods: this.goods, companions };
  }

  private candidate(n: number): Candidate {
    const { random } = this;
    return {
      sku: `sku-${n}` as Sku, promotionId: `promotion-${n}` as PromotionId, startsAtMs: 0, endsAtMs: Number.MAX_SAFE_INTEGER, discountPercent: 5 + random.below(50), marginPercent: null, active: true,
      title: `Product ${n} of line ${random.below(CATEGORIES)}`, categoryPath: ['all', `group-${n % 20}`, `category-${random.below(CATEGORIES)}`], sensitive: false,
      soldInHour: random.below(20), soldInStore: random.below(2000), soldLately: random.below(20_000), companionWeight: 1 + random.below(1_000_000), vector: this.vector(),
    };
  }

  private vector(): Float32Array {
    const vector = Float32Array.from({ length: DIMENSION }, () => this.random.normal());
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  }

  private companions(): CompanionRow {
    return { weight: 1 + this.random.below(1_000_000), shared: new Map(Array.from({ length: COMPANIONS }, () => [this.candidates[this.random.below(this.candidates.length)]!.sku, 1 + this.random.below(10_000)])) };
  }
}
