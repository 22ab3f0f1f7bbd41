import { describe, expect, it } from 'vitest';
import type { FlowRecord } from '../api/flow.js';
import { EMPTY_FLOW, appendRecords, historyAt, noteDropped, recentRate, ROWS_KEPT } from './flow-log.js';

const NOW = 1_000_000;
const aRecord = (offset: number, topic = 'purchase.recorded.v1'): FlowRecord => ({ topic, partition: 0, offset, time: '2026-11-24T12:00:00.000Z', event: 'PurchaseRecorded', summary: {} });
const some = (count: number, topic?: string) => Array.from({ length: count }, (_, offset) => aRecord(offset, topic));

describe('the flow of records', () => {
  it('lists the newest first, each under its own id', () => {
    const log = appendRecords(appendRecords(EMPTY_FLOW, some(2), NOW), [aRecord(7)], NOW);
    expect(log.rows.map(({ id, offset }) => [id, offset])).toEqual([[3, 7], [2, 1], [1, 0]]);
  });

  it('keeps a bounded number of rows and counts on beyond it', () => {
    const log = appendRecords(EMPTY_FLOW, some(ROWS_KEPT + 50), NOW);
    expect(log.rows).toHaveLength(ROWS_KEPT);
    expect(log.total).toBe(ROWS_KEPT + 50);
    expect(log.topics['purchase.recorded.v1']?.total).toBe(ROWS_KEPT + 50);
  });

  it('takes rates per topic over the last ten seconds, so that silence brings them down', () => {
    const log = appendRecords(appendRecords(EMPTY_FLOW, some(20), NOW), some(5, 'frame.captured.v1'), NOW + 4000);
    const purchases = log.topics['purchase.recorded.v1'];
    expect(purchases && recentRate(purchases, NOW + 4000)).toBe(2);
    expect(purchases && recentRate(purchases, NOW + 10_000)).toBe(0);
    expect(historyAt(purchases, NOW / 1000 + 3).slice(-4)).toEqual([20, 0, 0, 0]);
  });

  it('does not lose a count when the clock steps back', () => {
    const log = appendRecords(appendRecords(EMPTY_FLOW, some(1), NOW), some(1), NOW - 5000);
    expect(log.topics['purchase.recorded.v1']?.total).toBe(2);
    expect(log.topics['purchase.recorded.v1']?.history.at(-1)).toBe(2);
  });

  it('remembers how many records the platform left out', () => {
    expect(noteDropped(noteDropped(EMPTY_FLOW, 3), 4).dropped).toBe(7);
  });
});
