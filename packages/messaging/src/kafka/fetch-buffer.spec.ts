import { describe, expect, it } from 'vitest';
import type { LoggedRecord } from '../event-log.js';
import { FetchBuffer } from './fetch-buffer.js';

const at = (offset: number, bytes = 1): LoggedRecord => ({ key: 'k', value: Buffer.alloc(bytes), headers: {}, timeMs: 0, position: { topic: 't', partition: 0, offset } });
const offsets = (records: readonly LoggedRecord[]): number[] => records.map(({ position }) => position.offset);

describe('FetchBuffer', () => {
  it('hands out the first records up to a count or a size, but at least one', () => {
    const buffer = new FetchBuffer(10);
    buffer.push([at(0, 100), at(1, 100), at(2, 100)]);
    expect(offsets(buffer.first(2, 1_000))).toEqual([0, 1]);
    expect(offsets(buffer.first(5, 250))).toEqual([0, 1]);
    expect(offsets(buffer.first(5, 1))).toEqual([0]);
  });

  it('forgets what is dealt with, across gaps', () => {
    const buffer = new FetchBuffer(10);
    buffer.push([at(3), at(7), at(8)]);
    buffer.dropBefore(5);
    expect(offsets(buffer.first(5, 100))).toEqual([7, 8]);
    buffer.dropBefore(9);
    expect(buffer.length).toBe(0);
  });

  it('is full by records or by bytes, and low again once they are dealt with', () => {
    const buffer = new FetchBuffer(2);
    buffer.push([at(0, 9 * 2 ** 20)]);
    expect(buffer.full).toBe(true);
    expect(buffer.low).toBe(false);
    buffer.dropBefore(1);
    expect(buffer.full).toBe(false);
    expect(buffer.low).toBe(true);
    buffer.push(Array.from({ length: 5_000 }, (_, offset) => at(offset + 1)));
    expect(buffer.full).toBe(true);
  });

  it('wakes who waits for a push, and lets go of who is aborted', async () => {
    const buffer = new FetchBuffer(2);
    const woken = buffer.changed(new AbortController().signal);
    buffer.push([at(0)]);
    await expect(woken).resolves.toBeUndefined();
    const aborting = new AbortController();
    const aborted = buffer.changed(aborting.signal);
    aborting.abort();
    await expect(aborted).resolves.toBeUndefined();
  });
});
