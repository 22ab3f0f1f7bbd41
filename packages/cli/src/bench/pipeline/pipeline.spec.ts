import { describe, expect, it } from 'vitest';
import { comparison } from './comparison.js';
import { lineChart } from '../../plot/line-chart.js';
import { historyChart } from './history-chart.js';
import { noiseJpeg } from './load.js';
import { Receipts } from './receipts.js';
import { timed } from '../keep-alive-client.js';

interface Sent {
  readonly sequenceNumber: number;
  readonly totalMinor: number;
  readonly lines: readonly { readonly unitPriceMinor: number; readonly discountMinor: number }[];
}

describe('the bench of the pipeline', () => {
  it('sends every receipt under a number of its own, and amounts that add up', () => {
    const receipts = new Receipts('till', 3);
    const sent = [...(JSON.parse(receipts.batch(50)) as { transactions: Sent[] }).transactions, receipts.one() as Sent];
    expect(sent.map(({ sequenceNumber }) => sequenceNumber)).toEqual(Array.from({ length: 51 }, (_, number) => number));
    for (const { lines, totalMinor } of sent) expect(lines.reduce((sum, line) => sum + line.unitPriceMinor - line.discountMinor, 0)).toBe(totalMinor);
  });

  it('makes frames of about the size that was asked for, and never more', async () => {
    const jpeg = await noiseJpeg(100_000);
    expect(jpeg.length).toBeLessThanOrEqual(100_000);
    expect(jpeg.length).toBeGreaterThan(80_000);
  });

  it('compares medians, ours over the peer’s', () => {
    const { ours, ratio } = comparison({
      ours: { receiptsPerSecond: [1, 10, 5], framesMbPerSecond: [30], appliedPerSecond: [4], ingestCpuUsPerReceipt: [20, 30, 10] },
      peers: { 'kafka-producer-perf-test': { receiptsPerSecond: [20, 10, 10], framesMbPerSecond: [20] }, 'kafka-consumer-perf-test': { appliedPerSecond: [8] } },
    });
    expect([ours.receiptsPerSecond, ours.ingestCpuUsPerReceipt]).toEqual([5, 20]);
    expect(ratio).toEqual({ 'kafka-producer-perf-test': { receiptsPerSecond: 0.5, framesMbPerSecond: 1.5 }, 'kafka-consumer-perf-test': { appliedPerSecond: 0.5 } });
  });

  it('works so many pieces off at a time, each once', async () => {
    const done: number[] = [];
    let [busy, most] = [0, 0];
    await timed(Array.from({ length: 9 }, (_, piece) => async () => {
      most = Math.max(most, ++busy);
      await Promise.resolve();
      busy -= 1;
      done.push(piece);
    }), 3);
    expect(done.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(most).toBe(3);
  });

  it('draws a point for every size of the history', () => {
    const svg = lineChart(historyChart([10_000, 100_000, 1_000_000].map((receipts) => ({ receipts, cpuMsPerReceipt: 0.5, receiptsPerSecond: 1000 }))));
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).toContain('1,000,000');
  });
});
