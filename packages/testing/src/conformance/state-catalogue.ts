import type { CatalogueRegion, ChainId } from '@vitrine/contracts';
import type { MemberRecord, ProductRecord, PromotionRecord, StockRecord, StoreRecord } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { CONSENT, member, MEMBER, promotionId, sku, StateBench, STORE } from './state-bench.js';
import type { StateUnderTest } from './state.js';

const store = (chainId: ChainId, overrides: Partial<StoreRecord> = {}): StoreRecord => ({
  chainId, storeId: STORE, changedAtMs: 1_000, title: 'Häuser & Söhne', timeZone: 'Europe/Berlin', currency: 'EUR', region: 'region-1' as CatalogueRegion,
  triggers: ['GESTURE', 'TOKEN'], booths: [{ boothId: 'booth-1' as never, title: 'Entrance' }], active: true, ...overrides,
});
const product = (chainId: ChainId, overrides: Partial<ProductRecord> = {}): ProductRecord => ({
  chainId, sku: sku(1), changedAtMs: 1_000, title: 'Milk', categoryPath: ['Dairy', 'Milk'], brand: null, sensitive: false, active: true, marginPercent: null, ...overrides,
});
const memberOf = (chainId: ChainId, overrides: Partial<MemberRecord> = {}): MemberRecord => ({
  chainId, memberId: MEMBER, changedAtMs: 1_000, active: true, deniedCategories: [], consents: [{ consentId: CONSENT, purpose: 'TASTE', granted: true, changedAtMs: 900 }], ...overrides,
});
const promotion = (chainId: ChainId, overrides: Partial<PromotionRecord> = {}): PromotionRecord => ({
  chainId, storeId: STORE, promotionId: promotionId('p-1'), changedAtMs: 1_000, sku: sku(1), startsAtMs: 10_000, endsAtMs: 20_000, discountPercent: 25, display: 'A', mailer: '', active: true, ...overrides,
});
const stock = (chainId: ChainId, overrides: Partial<StockRecord> = {}): StockRecord => ({ chainId, storeId: STORE, sku: sku(1), countedAtMs: 1_000, onHandMilli: 5_000, ...overrides });

export function describeCatalogue(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state } = underTest();
    const bench = new StateBench(state);
    return { state, bench, chainId: bench.chainId };
  };

  describe('stores', () => {
    it('gives back one, some and all stores of a chain', async () => {
      const { state: { stores }, chainId } = begin();
      const other = 'store-2' as typeof STORE;
      await stores.put(store(chainId), 7);
      await stores.put(store(chainId, { storeId: other, title: '', booths: [], triggers: [], active: false }), 0);
      expect(await stores.get(chainId, STORE)).toEqual(store(chainId));
      expect(await stores.getMany(chainId, [other, 'store-3' as typeof STORE])).toEqual(new Map([[other, store(chainId, { storeId: other, title: '', booths: [], triggers: [], active: false })]]));
      expect((await stores.list(chainId)).map(({ storeId }) => storeId).toSorted()).toEqual([STORE, other]);
      expect(await stores.list('nobody' as ChainId)).toEqual([]);
    });

    it('are as the log has them last, whatever clocks say, and never as before', async () => {
      const { state: { stores }, chainId } = begin();
      const title = async () => (await stores.get(chainId, STORE))?.title;
      await stores.put(store(chainId, { changedAtMs: 2_000, title: 'of a clock that was ahead' }), 5);
      await stores.put(store(chainId, { changedAtMs: 1_000, title: 'corrected' }), 6);
      expect(await title()).toBe('corrected');
      await stores.put(store(chainId, { changedAtMs: 2_000, title: 'delivered again' }), 5);
      expect(await title()).toBe('corrected');
      await stores.put(store(chainId, { title: 'made anew' }), 6);
      expect(await title()).toBe('made anew');
    });

    it('end with the last of announcements that come at once in any order', async () => {
      const { state: { stores }, chainId } = begin();
      await Promise.all([4, 9, 2, 7, 1].map((offset) => stores.put(store(chainId, { title: `at ${offset}` }), offset)));
      expect((await stores.get(chainId, STORE))?.title).toBe('at 9');
    });

    it('forgets a store, and lets nothing back in that was announced before', async () => {
      const { state: { stores }, chainId } = begin();
      await stores.put(store(chainId), 5);
      await stores.forget(chainId, STORE, 6);
      await stores.put(store(chainId), 5);
      expect(await stores.get(chainId, STORE)).toBeNull();
      expect(await stores.getMany(chainId, [STORE])).toEqual(new Map());
      expect(await stores.list(chainId)).toEqual([]);
      await stores.put(store(chainId, { title: 'opened again' }), 7);
      expect(await stores.list(chainId)).toEqual([store(chainId, { title: 'opened again' })]);
    });

    it('keeps a store that was announced again behind the place where it was forgotten', async () => {
      const { state: { stores }, chainId } = begin();
      await stores.put(store(chainId), 7);
      await stores.forget(chainId, STORE, 6);
      expect(await stores.list(chainId)).toEqual([store(chainId)]);
      await Promise.all([stores.put(store(chainId, { title: 'at 9' }), 9), stores.forget(chainId, STORE, 8), stores.put(store(chainId), 7)]);
      expect(await stores.list(chainId)).toEqual([store(chainId, { title: 'at 9' })]);
    });
  });

  describe('products', () => {
    it('gives back what was put, with and without a brand and a margin', async () => {
      const { state: { products }, chainId } = begin();
      await products.put(product(chainId), 0);
      await products.put(product(chainId, { sku: sku(2), brand: 'Acme, Ltd.', categoryPath: [], sensitive: true, marginPercent: -2.5 }), 3);
      expect(await products.get(chainId, sku(3))).toBeNull();
      expect(await products.getMany(chainId, [sku(1), sku(2), sku(3)])).toEqual(new Map([
        [sku(1), product(chainId)], [sku(2), product(chainId, { sku: sku(2), brand: 'Acme, Ltd.', categoryPath: [], sensitive: true, marginPercent: -2.5 })],
      ]));
      expect(await products.getMany(chainId, [])).toEqual(new Map());
    });

    it('are as the log has them last, whatever clocks say, and never as before', async () => {
      const { state: { products }, chainId } = begin();
      await products.put(product(chainId, { changedAtMs: 5, brand: 'Acme', title: 'of a clock that was ahead' }), 8);
      await products.put(product(chainId, { changedAtMs: 4, title: 'corrected' }), 9);
      await products.put(product(chainId, { changedAtMs: 5, title: 'delivered again' }), 8);
      expect(await products.get(chainId, sku(1))).toEqual(product(chainId, { changedAtMs: 4, title: 'corrected' }));
    });
  });

  describe('members', () => {
    it('gives back the member with all consents, and forgets them', async () => {
      const { state: { members }, chainId } = begin();
      await members.put(memberOf(chainId));
      await members.put(memberOf(chainId, { memberId: member(2), deniedCategories: ['Alcohol', 'Tobacco'], consents: [], active: false }));
      expect(await members.get(chainId, MEMBER)).toEqual(memberOf(chainId));
      expect((await members.get(chainId, member(2)))?.deniedCategories).toEqual(['Alcohol', 'Tobacco']);
      await members.forget(chainId, MEMBER, 4);
      expect(await members.get(chainId, MEMBER)).toBeNull();
      expect(await members.get(chainId, member(2))).not.toBeNull();
      await members.merge(chainId, MEMBER, () => memberOf(chainId), 3);
      await members.erase(chainId, MEMBER, 2_000);
      expect(await members.get(chainId, MEMBER)).toBeNull();
      await members.merge(chainId, MEMBER, () => memberOf(chainId), 5);
      expect(await members.get(chainId, MEMBER)).toEqual(memberOf(chainId));
    });

    it('remembers when a member was erased, and keeps only what was announced since', async () => {
      const { state: { members }, chainId } = begin();
      const erasedAtMs = async () => {
        const seen: (number | null)[] = [];
        await members.merge(chainId, MEMBER, (_, erased) => { seen.push(erased); return null; });
        return seen.at(-1);
      };
      expect(await erasedAtMs()).toBeNull();
      await members.put(memberOf(chainId));
      await members.erase(chainId, MEMBER, 2_000);
      await members.erase(chainId, MEMBER, 1_500);
      expect(await members.get(chainId, MEMBER)).toBeNull();
      expect(await erasedAtMs()).toBe(2_000);
      const since = { consentId: 'consent-2' as typeof CONSENT, purpose: 'TASTE' as const, granted: true, changedAtMs: 3_000 };
      await members.merge(chainId, MEMBER, () => memberOf(chainId, { changedAtMs: 3_000, consents: [...memberOf(chainId).consents, since] }));
      await members.erase(chainId, MEMBER, 2_000);
      expect(await members.get(chainId, MEMBER)).toEqual(memberOf(chainId, { changedAtMs: 3_000, consents: [since] }));
    });

    it('are announced in the order of the log, whatever is merged from elsewhere meanwhile', async () => {
      const { state: { members }, chainId } = begin();
      const announce = async (offset: number): Promise<void> => members.merge(chainId, MEMBER, (held) => memberOf(chainId, { deniedCategories: [`at ${offset}`], consents: held?.consents ?? [] }), offset);
      const consented = { consentId: 'consent-2' as typeof CONSENT, purpose: 'TASTE' as const, granted: true, changedAtMs: 3_000 };
      await announce(4);
      await announce(6);
      await members.merge(chainId, MEMBER, (held) => (held === null ? null : { ...held, changedAtMs: 3_000, consents: [...held.consents, consented] }));
      await announce(5);
      expect(await members.get(chainId, MEMBER)).toEqual(memberOf(chainId, { changedAtMs: 3_000, deniedCategories: ['at 6'], consents: [consented] }));
      await members.erase(chainId, MEMBER, 2_000);
      await announce(5);
      expect((await members.get(chainId, MEMBER))?.deniedCategories).toEqual(['at 6']);
      await announce(7);
      expect((await members.get(chainId, MEMBER))?.deniedCategories).toEqual(['at 7']);
    });

    it('lets no merge put back what an erasure at the same time takes away', async () => {
      const { state: { members }, chainId } = begin();
      const announce = async (): Promise<void> => members.merge(chainId, MEMBER, (_, erased) => (erased === null ? memberOf(chainId) : null));
      await Promise.all([...Array.from({ length: 12 }, announce), members.erase(chainId, MEMBER, 2_000), ...Array.from({ length: 12 }, announce)]);
      expect(await members.get(chainId, MEMBER)).toBeNull();
    });
  });

  describe('promotions', () => {
    it('gives those of the store that are active and valid at the moment', async () => {
      const { state: { promotions }, bench, chainId } = begin();
      const id = promotionId;
      await bench.write(
        promotions.put(promotion(chainId)), promotions.put(promotion(chainId, { promotionId: id('p-2'), active: false })), promotions.put(promotion(chainId, { promotionId: id('p-3'), startsAtMs: 15_000 })),
        promotions.put(promotion(chainId, { promotionId: id('p-4'), storeId: 'store-2' as typeof STORE })),
      );
      const validAt = async (nowMs: number) => (await promotions.validAt(chainId, STORE, nowMs)).map(({ promotionId }) => promotionId).toSorted();
      expect(await validAt(9_999)).toEqual([]);
      expect(await validAt(10_000)).toEqual(['p-1']);
      expect(await validAt(15_000)).toEqual(['p-1', 'p-3']);
      expect(await validAt(20_000)).toEqual([]);
      expect(await promotions.validAt(chainId, STORE, 10_000)).toEqual([promotion(chainId)]);
    });

    it('shows a change at once, and the last one whatever clocks say', async () => {
      const { state: { promotions }, bench, chainId } = begin();
      const discount = async () => (await promotions.validAt(chainId, STORE, 10_000)).map(({ discountPercent }) => discountPercent);
      await bench.write(promotions.put(promotion(chainId)));
      expect(await discount()).toEqual([25]);
      await bench.write(promotions.put(promotion(chainId, { changedAtMs: 2_000, discountPercent: 40 })));
      expect(await discount()).toEqual([40]);
      await bench.write(promotions.put(promotion(chainId, { changedAtMs: 1_500, discountPercent: 30 })));
      expect(await discount()).toEqual([30]);
      await bench.write(promotions.put(promotion(chainId, { changedAtMs: 1_400, active: false })));
      expect(await discount()).toEqual([]);
    });
  });

  describe('stock', () => {
    it('tells what is on hand; what was never counted is missing', async () => {
      const { state: { stock: onHand }, bench, chainId } = begin();
      await bench.write(onHand.put(stock(chainId)), onHand.put(stock(chainId, { sku: sku(2), onHandMilli: 0 })), onHand.put(stock(chainId, { sku: sku(3), onHandMilli: -250 })));
      expect(await onHand.onHand(chainId, STORE, [sku(1), sku(2), sku(3), sku(4)])).toEqual(new Map([[sku(1), 5_000], [sku(2), 0], [sku(3), -250]]));
      expect(await onHand.onHand(chainId, 'store-2' as typeof STORE, [sku(1)])).toEqual(new Map());
    });

    it('is what was counted last as the log has it, whatever clocks say, and tells when that was', async () => {
      const { state: { stock: onHand }, bench, chainId } = begin();
      await bench.write(onHand.put(stock(chainId, { countedAtMs: 2_000, onHandMilli: 7 })), onHand.put(stock(chainId, { countedAtMs: 1_999, onHandMilli: 9 })));
      expect(await onHand.onHand(chainId, STORE, [sku(1)])).toEqual(new Map([[sku(1), 9]]));
      expect(await onHand.countedAtMs(chainId, STORE, [sku(1), sku(2)])).toEqual(new Map([[sku(1), 1_999]]));
      expect(await onHand.countedAtMs(chainId, STORE, [])).toEqual(new Map());
    });
  });
}
