import type { BoardEntry } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { anOffer } from '../factories.js';
import { count } from './patience.js';
import { firstOf, StateBench } from './state-bench.js';
import { SUITE_RETENTION, type StateUnderTest } from './state.js';

function numbers(entries: readonly BoardEntry[]): (number | undefined)[] {
  return entries.map(({ slate }) => slate.offers[0]?.discountPercent);
}

export function describeOfferBoard(underTest: () => StateUnderTest): void {
  const begin = () => {
    const { state, clock } = underTest();
    const bench = new StateBench(state);
    const stop = new AbortController();
    return {
      bench, clock, stop, board: state.offerBoard, booth: bench.booth,
      /** The n-th slate, told apart by its discount. */
      nth: (n: number) => bench.slate(clock.nowMs(), { offers: [anOffer({ discountPercent: n })] }),
    };
  };

  describe('offer board', () => {
    it('shows the newest slate, and null where there is none', async () => {
      const { bench, board, booth, clock, nth } = begin();
      expect(await board.current(booth, clock.nowMs())).toBeNull();
      await bench.show(nth(1));
      await bench.show(nth(2));
      expect((await board.current(booth, clock.nowMs()))?.slate).toEqual(nth(2));
      expect(await board.current({ ...booth, boothId: 'booth-2' as typeof booth.boothId }, clock.nowMs())).toBeNull();
    });

    it('takes a slate down by itself when its validity ends', async () => {
      const { bench, board, booth, nth } = begin();
      const slate = nth(1);
      await bench.show(slate);
      expect(await board.current(booth, slate.validUntilMs - 1)).not.toBeNull();
      expect(await board.current(booth, slate.validUntilMs)).toBeNull();
    });

    it('takes a slate down on request', async () => {
      const { bench, board, booth, clock, nth } = begin();
      await bench.show(nth(1));
      await bench.write(board.clear(booth));
      expect(await board.current(booth, clock.nowMs())).toBeNull();
      await bench.show(nth(2));
      expect(numbers([(await board.current(booth, clock.nowMs())) as BoardEntry])).toEqual([2]);
    });

    it('gives a new version with every change of the booth', async () => {
      const { bench, nth } = begin();
      const versions: string[] = [];
      for (const n of count(5)) versions.push(await bench.show(nth(n)));
      expect(new Set(versions).size).toBe(5);
    });

    it('pushes slates to a watcher as they come, in order', async () => {
      const { bench, board, booth, stop, nth } = begin();
      await bench.show(nth(1));
      const seen = firstOf(board.watch(booth, null, stop.signal), 3);
      for (const n of [2, 3, 4]) await bench.show(nth(n));
      expect(numbers(await seen)).toEqual([2, 3, 4]);
    });

    it('pushes to every watcher of a booth, and nothing of another booth', async () => {
      const { bench, board, booth, stop, nth } = begin();
      const other = { ...booth, boothId: 'booth-2' as typeof booth.boothId };
      const watching = [booth, booth, other].map((address) => firstOf(board.watch(address, null, stop.signal), 1));
      await bench.show(nth(1));
      await bench.show({ ...nth(2), boothId: other.boothId });
      expect((await Promise.all(watching)).map(numbers)).toEqual([[1], [1], [2]]);
    });

    it('resumes behind the version that a watcher saw last', async () => {
      const { bench, board, booth, stop, nth } = begin();
      const versions: string[] = [];
      for (const n of [1, 2, 3]) versions.push(await bench.show(nth(n)));
      const seen = firstOf(board.watch(booth, versions[0] ?? null, stop.signal), 3);
      await bench.show(nth(4));
      expect(numbers(await seen)).toEqual([2, 3, 4]);
      const [entry] = await firstOf(board.watch(booth, versions[1] ?? null, stop.signal), 1);
      expect(entry?.version).toBe(versions[2]);
    });

    it('gives the newest where some were trimmed', async () => {
      const { bench, board, booth, stop, nth } = begin();
      const first = await bench.show(nth(0));
      const shown = SUITE_RETENTION.boardHistory * 40;
      await bench.write(...count(shown).map((n) => board.show(nth((n % 50) + 1))));
      const [entry] = await firstOf(board.watch(booth, first, stop.signal), 1);
      expect(entry?.version).toBe((await board.current(booth, nth(0).decidedAtMs))?.version);
    });

    it('gives the newest to a watcher with a version that was never given', async () => {
      const { bench, board, booth, stop, nth } = begin();
      for (const n of [1, 2]) await bench.show(nth(n));
      expect(numbers(await firstOf(board.watch(booth, 'what is this', stop.signal), 1))).toEqual([2]);
    });

    it('does not give a resuming watcher what was taken down', async () => {
      const { bench, board, booth, stop, nth } = begin();
      const first = await bench.show(nth(1));
      await bench.show(nth(2));
      await bench.write(board.clear(booth));
      const seen = firstOf(board.watch(booth, first, stop.signal), 1);
      await bench.show(nth(3));
      expect(numbers(await seen)).toEqual([3]);
    });

    it('ends the watch when it is aborted, also before anything came', async () => {
      const { board, booth, stop } = begin();
      const seen = firstOf(board.watch(booth, null, stop.signal), 1);
      stop.abort();
      expect(await seen).toEqual([]);
      expect(await firstOf(board.watch(booth, null, stop.signal), 1)).toEqual([]);
    });
  });
}
