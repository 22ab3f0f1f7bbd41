import { describe, expect, it } from 'vitest';
import { shopper } from '../decisions.fixture.js';
import { StorePromotions } from '../store-promotions.js';
import { RankingTrainer, type RankingTrainerOptions } from './ranking-trainer.js';

const DAY_MS = 86_400_000;
const [DAYS, MEMBERS, FIT_FROM] = [90, 8, 20];

/** Everybody buys one product of their own each day and a cheap one; everything at a discount, of which the cheap ones are never promoted. */
function trained(options: Partial<RankingTrainerOptions>, everyMember = true): RankingTrainer {
  let state = 7;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const trainer = new RankingTrainer({ goods: new Map(), fitFromMs: FIT_FROM * DAY_MS, fitEvery: 1, random, ...options });
  for (let day = 0; day < DAYS; day++) for (let member = 0; member < MEMBERS; member++) {
    const items = [`own-${member}`, `cheap-${(day * 3 + member) % 40}`];
    trainer.learn({ id: `${day}-${member}`, memberId: everyMember || member > 0 ? `m${member}` : null, storeId: member % 2 === 0 ? 'even' : 'odd', atMs: day * DAY_MS + member, items, discounts: [20, 20] });
  }
  return trainer;
}
const promotions = (stores: readonly string[], toDay: number): StorePromotions => new StorePromotions(stores.flatMap((storeId) => [
  ...Array.from({ length: MEMBERS }, (_, n) => `own-${n}`), ...Array.from({ length: 30 }, (_, n) => `never-${n}`),
].map((item) => ({ storeId, item, startsAtMs: 0, endsAtMs: toDay * DAY_MS, discountPercent: 30 }))));

describe('training questions', () => {
  it('are asked with the promotions that stores had', () => {
    const model = trained({ promotions: promotions(['even', 'odd'], DAYS) }).fit();
    expect(model.questions).toBe((DAYS - FIT_FROM) * MEMBERS);
    // Nobody ever buys a promoted product that is new to them.
    expect(model.novel.intercept).toBeLessThan(-8);
  });

  it('of a store without known promotions do not count beside enough that are known', () => {
    const model = trained({ promotions: promotions(['even'], DAYS) }).fit();
    expect(model.questions).toBe(((DAYS - FIT_FROM) * MEMBERS) / 2);
  });

  it('of whose promotions too few are known are asked with what was sold at a discount, as all others', () => {
    // Promotions that ended on day 50 are known of 30 x 4 receipts, which are too few alone.
    const model = trained({ promotions: promotions(['even'], FIT_FROM + 30) }).fit();
    expect(model.questions).toBe((DAYS - FIT_FROM) * MEMBERS);
  });

  it('are asked of members only, of all others only sales are learnt', () => {
    const trainer = trained({}, false);
    expect(trainer.fit().questions).toBe((DAYS - FIT_FROM) * (MEMBERS - 1));
    expect(trainer.knowledge.asked([{ item: 'own-0', discountPercent: 5 }], shopper({ tea: 1 }).taste, 'even', DAYS * DAY_MS).set.candidates[0]!.soldInStore).toBe(DAYS);
  });
});
