import type { EventLog } from '@vitrine/messaging';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeDelivery } from './event-log-delivery.js';
import { describeOwnership } from './event-log-ownership.js';
import { describeRecords } from './event-log-records.js';
import { describeTypedConsumers } from './event-log-typed.js';
import { after, LogBench, numbersOf } from './log-bench.js';
import { PATIENCE, TIMEOUT_MS } from './patience.js';

/** An opened log; topics and groups of the suite have names of their own, so it may be shared. */
export interface OpenedEventLog {
  readonly log: EventLog;
  /** Closes the log and opens it anew on the same data; the suite uses only the new one from then on. */
  readonly reopen?: () => Promise<EventLog>;
  /** Closes whichever log is open. */
  close(): Promise<void>;
}

/** What every adapter of `EventLog` promises; each adapter runs it in a spec of its own. */
export function describeEventLogConformance(name: string, open: () => Promise<OpenedEventLog>): void {
  describe(`${name} as an event log`, { timeout: TIMEOUT_MS }, () => {
    let opened: OpenedEventLog;
    let log: EventLog;
    beforeAll(async () => {
      opened = await open();
      log = opened.log;
    }, TIMEOUT_MS);
    afterAll(() => opened.close(), TIMEOUT_MS);

    describeRecords(() => log);
    describeDelivery(() => log);
    describeOwnership(() => log);
    describeTypedConsumers(() => log);

    it('keeps acknowledged records and committed offsets when it is opened anew', async () => {
      const bench = await LogBench.on(log);
      await bench.appendNumbered(6);
      const consumer = await bench.subscribe(async () => ({ next: 4, pauseMs: 600_000 }));
      await vi.waitFor(async () => { expect((await log.lag(bench.group, bench.topic.name))[0]?.committed).toBe(4); }, PATIENCE);
      await consumer.close();
      if (opened.reopen !== undefined) log = await opened.reopen();
      const seen: number[] = [];
      const later = await log.subscribe({ group: bench.group, topics: [bench.topic.name], maxItems: 10, maxWaitMs: 5, from: 'earliest' }, async ({ records }) => {
        seen.push(...numbersOf(records));
        return { next: after(records) };
      });
      await vi.waitFor(() => { expect(seen).toEqual([4, 5]); }, PATIENCE);
      await later.close();
    });

    it('says that it answers', async () => {
      await expect(log.check()).resolves.toBeUndefined();
    });
  });
}
