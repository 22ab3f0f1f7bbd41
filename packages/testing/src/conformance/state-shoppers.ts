import type { BoothSession, PoseChallenge, TasteRecord } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { anEnrolmentDecision } from '../factories.js';
import { count } from './patience.js';
import { member, MEMBER, SESSION, sku, StateBench, STORE } from './state-bench.js';
import { SUITE_RETENTION, type StateUnderTest } from './state.js';

const taste = (chainId: TasteRecord['chainId']): TasteRecord => ({
  chainId, memberId: MEMBER, version: 3, receipts: 2, updatedAtMs: 1_700_000_000_123,
  products: [{ sku: sku('ä 1'), receipts: 2, quantityMilli: 2_350, recency: 1.5, firstBoughtAtMs: 1, lastBoughtAtMs: 1_700_000_000_123 }], recent: [{ occurredAtMs: 5, skus: [sku(1), sku(2)] }],
});
const WEEK_MS = 7 * 86_400_000;
const session = (lastSeenAtMs: number, overrides: Partial<BoothSession> = {}): BoothSession => ({
  sessionId: SESSION, memberId: MEMBER, lastSeenAtMs, tasteVersion: 4, disowned: false, ...overrides,
});

export function describeShoppers(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state, clock } = underTest();
    const bench = new StateBench(state);
    return { state, clock, bench, chainId: bench.chainId };
  };

  describe('member taste', () => {
    it('gives back the record that was put, and null for a stranger', async () => {
      const { state, bench, chainId } = begin();
      await bench.write(state.memberTaste.put(taste(chainId), 0));
      expect(await state.memberTaste.get(chainId, MEMBER)).toEqual(taste(chainId));
      expect(await state.memberTaste.get(chainId, member('stranger'))).toBeNull();
    });

    it('forgets a member', async () => {
      const { state, bench, chainId } = begin();
      await bench.write(state.memberTaste.put(taste(chainId), 0));
      await bench.write(state.memberTaste.forget(chainId, MEMBER));
      expect(await state.memberTaste.get(chainId, MEMBER)).toBeNull();
    });
  });

  describe('a taste that was forgotten', () => {
    it('is not put again by who looked before', async () => {
      const { state, bench, chainId } = begin();
      const times = async () => (await state.memberTaste.timesForgotten(chainId, [MEMBER])).get(MEMBER)!;
      const before = await times();
      await bench.write(state.memberTaste.put(taste(chainId), before));
      const inHand = state.memberTaste.put(taste(chainId), before);
      await bench.write(state.memberTaste.forget(chainId, MEMBER));
      await bench.write(inHand);
      expect(await state.memberTaste.get(chainId, MEMBER)).toBeNull();
      await bench.write(state.memberTaste.put(taste(chainId), await times()));
      expect(await state.memberTaste.get(chainId, MEMBER)).toEqual(taste(chainId));
    });

    it('within one step is not put again either', async () => {
      const { state, bench, chainId } = begin();
      await bench.write(state.memberTaste.forget(chainId, MEMBER), state.memberTaste.put(taste(chainId), 0));
      expect(await state.memberTaste.get(chainId, MEMBER)).toBeNull();
      expect(await state.memberTaste.timesForgotten(chainId, [MEMBER, member('stranger')])).toEqual(new Map([[MEMBER, 1], [member('stranger'), 0]]));
      expect(await state.memberTaste.timesForgotten(chainId, [])).toEqual(new Map());
    });
  });

  describe('receipt ledger', () => {
    it('reserves numbers once and tells later the content that holds them', async () => {
      const { state, bench } = begin();
      const reserve = async (...contents: readonly [number, string][]) =>
        Array.from(await state.receiptLedger.reserve(new Map(contents.map(([number, content]) => [bench.receipt(number), content]))), ([receipt, content]) => [receipt, content]);
      expect(await reserve([1, 'aa'])).toEqual([[bench.receipt(1), 'aa']]);
      expect(await reserve([1, 'aa'])).toEqual([[bench.receipt(1), 'aa']]);
      expect(await reserve([2, 'bb'], [1, 'bb'], [3, 'cc'])).toEqual([[bench.receipt(2), 'bb'], [bench.receipt(1), 'aa'], [bench.receipt(3), 'cc']]);
      expect(await reserve()).toEqual([]);
    });

    it('lets one of many reservations at once win, and tells the others its content', async () => {
      const { state, bench } = begin();
      const answers = await Promise.all(count(12).map((content) => state.receiptLedger.reserve(new Map([[bench.receipt(1), `content-${content}`]]))));
      expect(new Set(answers.map((answer) => answer.get(bench.receipt(1)))).size).toBe(1);
    });

    it('tells which receipts were applied; reserving is not applying', async () => {
      const { state, bench } = begin();
      await state.receiptLedger.reserve(new Map([[bench.receipt(1), 'aa']]));
      await bench.write(state.receiptLedger.markApplied(bench.receipt(2)));
      expect(await state.receiptLedger.applied([bench.receipt(1), bench.receipt(2), bench.receipt(3)])).toEqual(new Set([bench.receipt(2)]));
      expect(await state.receiptLedger.applied([])).toEqual(new Set());
    });
  });

  describe('numbers of receipts', () => {
    // Neighbours, gaps, ends of blocks, and as far out as a till may count; in no order.
    const NUMBERS = [300, 0, 31, 32, 33, 255, 256, 257, 1, 63, 64, 4_095, 999_999, 1_000_000, 2_147_483_647];

    it('are each their own, whatever comes before, between and after', async () => {
      const { state, bench } = begin();
      for (const [place, number] of NUMBERS.entries()) {
        await state.receiptLedger.reserve(new Map([[bench.receipt(number), `content-${number}`]]));
        await bench.write(state.receiptLedger.markApplied(bench.receipt(number)));
        const applied = await state.receiptLedger.applied(NUMBERS.map((one) => bench.receipt(one)));
        expect(applied).toEqual(new Set(NUMBERS.slice(0, place + 1).map((one) => bench.receipt(one))));
      }
      const again = await state.receiptLedger.reserve(new Map([...NUMBERS, 2, 34, 258].map((number) => [bench.receipt(number), 'other'])));
      const refused = [...again].filter(([, content]) => content !== 'other').map(([receipt]) => receipt);
      expect(refused.toSorted()).toEqual(NUMBERS.map((number) => bench.receipt(number)).toSorted());
    });

    it('are applied once of many that are marked in one step', async () => {
      const { state, bench } = begin();
      const receipts = count(400).map((number) => bench.receipt(number * 3));
      await bench.write(...receipts.map((receipt) => state.receiptLedger.markApplied(receipt)));
      const all = count(1_200).map((number) => bench.receipt(number));
      expect((await state.receiptLedger.applied(all)).size).toBe(400);
      expect(await state.receiptLedger.applied(receipts)).toEqual(new Set(receipts));
    });

    it('are forgotten some time after the last of their day, and may then come again', async () => {
      const { state, clock, bench } = begin();
      const [receipt] = [bench.receipt(7)];
      await state.receiptLedger.reserve(new Map([[receipt, 'aa']]));
      await bench.write(state.receiptLedger.markApplied(receipt));
      clock.advance(SUITE_RETENTION.receiptMs);
      try {
        expect(await state.receiptLedger.applied([receipt])).toEqual(new Set());
        expect((await state.receiptLedger.reserve(new Map([[receipt, 'bb']]))).get(receipt)).toBe('bb');
        await bench.write(state.receiptLedger.markApplied(bench.receipt(8)));
        expect(await state.receiptLedger.applied([receipt, bench.receipt(8)])).toEqual(new Set([bench.receipt(8)]));
      } finally {
        clock.advance(-SUITE_RETENTION.receiptMs);
      }
    });

    it('hold for the content of their first, told by its SHA-256', async () => {
      const { state, bench } = begin();
      const [first, other] = ['a'.repeat(64), `${'a'.repeat(20)}${'b'.repeat(44)}`];
      const reserve = async (content: string): Promise<string | undefined> => (await state.receiptLedger.reserve(new Map([[bench.receipt(1), content]]))).get(bench.receipt(1));
      expect(await reserve(first)).toBe(first);
      expect(await reserve(first)).toBe(first);
      expect(await reserve(other)).not.toBe(other);
    });
  });

  describe('sales statistics', () => {
    it('counts by store and hour', async () => {
      const { state, bench, chainId } = begin();
      const { salesStatistics } = state;
      await bench.write(salesStatistics.count(chainId, STORE, 9, [sku(1), sku(2)], 1), salesStatistics.count(chainId, STORE, 10, [sku(1)], 1));
      expect(await salesStatistics.inHour(chainId, STORE, 9, [sku(1), sku(2)])).toEqual(new Map([[sku(1), 1], [sku(2), 1]]));
      expect(await salesStatistics.inStore(chainId, STORE, [sku(1), sku(2)])).toEqual(new Map([[sku(1), 2], [sku(2), 1]]));
    });

    it('counts the chain by week, and forgets weeks that are long gone', async () => {
      const { state, clock, bench, chainId } = begin();
      const { salesStatistics } = state;
      const week = Math.floor(clock.nowMs() / WEEK_MS);
      await bench.write(salesStatistics.countInWeek(chainId, week, [sku(1), sku(2)], 1), salesStatistics.countInWeek(chainId, week, [sku(1)], 1), salesStatistics.countInWeek(chainId, week - 2, [sku(1)], 1));
      await bench.write(salesStatistics.countInWeek(chainId, week, [sku(2)], -1), salesStatistics.countInWeek(chainId, week - 60, [sku(1)], 1));
      expect(await salesStatistics.inWeek(chainId, week, [sku(1), sku(2)])).toEqual(new Map([[sku(1), 2], [sku(2), 0]]));
      expect(await salesStatistics.inWeek(chainId, week - 2, [sku(1)])).toEqual(new Map([[sku(1), 1]]));
      expect(await salesStatistics.inWeek(chainId, week - 60, [sku(1)])).toEqual(new Map([[sku(1), 0]]));
    });

    it('has 0 for a product never sold and for one taken back', async () => {
      const { state, bench, chainId } = begin();
      await bench.write(state.salesStatistics.count(chainId, STORE, 9, [sku(1)], 1));
      await bench.write(state.salesStatistics.count(chainId, STORE, 9, [sku(1)], -1));
      expect(await state.salesStatistics.inStore(chainId, STORE, [sku(1), sku(2)])).toEqual(new Map([[sku(1), 0], [sku(2), 0]]));
      expect(await state.salesStatistics.inHour(chainId, STORE, 9, [])).toEqual(new Map());
    });

    it('goes not below 0 where more is taken back than was sold, whichever comes first', async () => {
      const { state, bench, chainId } = begin();
      const sold = async () => (await state.salesStatistics.inStore(chainId, STORE, [sku(1)])).get(sku(1));
      await bench.write(state.salesStatistics.count(chainId, STORE, 9, [sku(1)], -1));
      expect(await sold()).toBe(0);
      await bench.write(state.salesStatistics.count(chainId, STORE, 9, [sku(1)], 1));
      expect(await sold()).toBe(0);
      await bench.write(state.salesStatistics.count(chainId, STORE, 9, [sku(1)], 1));
      expect(await sold()).toBe(1);
    });
  });

  describe('impression counts', () => {
    it('counts what was shown to the member since a moment', async () => {
      const { state, clock, bench, chainId } = begin();
      const nowMs = clock.nowMs();
      const { impressionCounts } = state;
      await bench.write(impressionCounts.shown(chainId, MEMBER, [sku(1), sku(2)], nowMs - 5_000), impressionCounts.shown(chainId, MEMBER, [sku(1)], nowMs - 1_000));
      await bench.write(impressionCounts.shown(chainId, MEMBER, [sku(1)], nowMs - 1_000), impressionCounts.shown(chainId, member(2), [sku(9)], nowMs));
      expect(await impressionCounts.shownSince(chainId, MEMBER, nowMs - 10_000)).toEqual(new Map([[sku(1), 3], [sku(2), 1]]));
      expect(await impressionCounts.shownSince(chainId, MEMBER, nowMs - 2_000)).toEqual(new Map([[sku(1), 2]]));
      expect(await impressionCounts.shownSince(chainId, MEMBER, nowMs)).toEqual(new Map());
    });

    it('forgets a member', async () => {
      const { state, clock, bench, chainId } = begin();
      await bench.write(state.impressionCounts.shown(chainId, MEMBER, [sku(1)], clock.nowMs()));
      await bench.write(state.impressionCounts.forget(chainId, MEMBER));
      expect(await state.impressionCounts.shownSince(chainId, MEMBER, 0)).toEqual(new Map());
    });
  });

  describe('booth tracks', () => {
    it('gives back what was put last, and lets it go by itself some time after the last frame', async () => {
      const { state, clock, bench } = begin();
      const track = (votes: number) => ({ sessionId: SESSION, lastSeenAtMs: clock.nowMs(), track: { votes: [votes], named: null } });
      expect(await state.boothTracks.get(bench.booth)).toBeNull();
      await bench.write(state.boothTracks.put(bench.booth, track(1)));
      await bench.write(state.boothTracks.put(bench.booth, track(2)));
      expect(await state.boothTracks.get(bench.booth)).toEqual(track(2));
      clock.advance(SUITE_RETENTION.boothTrackMs);
      expect(await state.boothTracks.get(bench.booth)).toBeNull();
    });
  });

  describe('booth sessions', () => {
    it('gives back the session that was put last, until it is ended', async () => {
      const { state, clock, bench } = begin();
      expect(await state.boothSessions.get(bench.booth)).toBeNull();
      await bench.write(state.boothSessions.put(bench.booth, session(clock.nowMs())));
      await bench.write(state.boothSessions.put(bench.booth, session(clock.nowMs(), { memberId: null, disowned: true })));
      expect(await state.boothSessions.get(bench.booth)).toEqual(session(clock.nowMs(), { memberId: null, disowned: true }));
      await bench.write(state.boothSessions.end(bench.booth));
      expect(await state.boothSessions.get(bench.booth)).toBeNull();
    });

    it('lets a session go by itself some time after the last sign', async () => {
      const { state, clock, bench } = begin();
      await bench.write(state.boothSessions.put(bench.booth, session(clock.nowMs())));
      clock.advance(SUITE_RETENTION.boothSessionMs - 1);
      expect(await state.boothSessions.get(bench.booth)).not.toBeNull();
      await bench.write(state.boothSessions.put(bench.booth, session(clock.nowMs())));
      clock.advance(SUITE_RETENTION.boothSessionMs - 1);
      expect(await state.boothSessions.get(bench.booth)).not.toBeNull();
      clock.advance(1);
      expect(await state.boothSessions.get(bench.booth)).toBeNull();
    });
  });

  describe('enrolments', () => {
    it('keeps an outcome for its time', async () => {
      const { state, clock, bench, chainId } = begin();
      const decision = anEnrolmentDecision({ chainId, enrolmentId: bench.enrolmentId('a'), decidedAtMs: clock.nowMs() });
      await bench.write(state.enrolments.put(decision));
      expect(await state.enrolments.get(chainId, decision.enrolmentId)).toEqual(decision);
      expect(await state.enrolments.get(chainId, bench.enrolmentId('b'))).toBeNull();
      clock.advance(SUITE_RETENTION.enrolmentMs + 1);
      expect(await state.enrolments.get(chainId, decision.enrolmentId)).toBeNull();
    });

    it('gives a challenge to one taker, and to none once it is over', async () => {
      const { state, clock, chainId } = begin();
      const challenge = (challengeId: string): PoseChallenge => ({ challengeId, chainId, memberId: MEMBER, prompts: ['LEFT', 'AHEAD', 'RIGHT'], expiresAtMs: clock.nowMs() + 60_000 });
      await state.enrolments.challenge(challenge('a'));
      const taken = await Promise.all([1, 2, 3].map(() => state.enrolments.takeChallenge(chainId, 'a')));
      expect(taken.filter((one) => one !== null)).toEqual([challenge('a')]);
      await state.enrolments.challenge(challenge('b'));
      clock.advance(60_000);
      expect(await state.enrolments.takeChallenge(chainId, 'b')).toBeNull();
      expect(await state.enrolments.takeChallenge(chainId, 'never given')).toBeNull();
    });
  });
}
