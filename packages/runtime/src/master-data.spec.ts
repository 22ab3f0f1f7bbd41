import { StoreChanged } from '@vitrine/contracts';
import type { EventLog } from '@vitrine/messaging';
import type { StateStore } from '@vitrine/state';
import { describe, expect, it } from 'vitest';
import { MasterData } from './master-data.js';

/** Views over a log with two partitions of stores, of which one is empty. */
function views(end: number, watermark: number | null): { readonly masterData: MasterData; readonly log: { end: number } } {
  const log = { end };
  const ends = async (topic: string) => [{ topic, partition: 0, begin: 0, end: topic === StoreChanged.topic.name ? log.end : 0 }, { topic, partition: 1, begin: 3, end: 3 }];
  const store = { watermark: async () => watermark };
  return { log, masterData: new MasterData({ ends } as unknown as EventLog, store as unknown as StateStore) };
}

describe('the views of master data', () => {
  it('are current when every group has applied what is in the log', async () => {
    await expect(views(5, 5).masterData.requireCurrent()).resolves.toBeUndefined();
  });

  it.each([[4], [null]])('are not while a watermark is %s and the log ends at 5', async (watermark) => {
    await expect(views(5, watermark).masterData.requireCurrent()).rejects.toMatchObject({ code: 'not_ready', retriable: true, details: { topic: StoreChanged.topic.name } });
  });

  it('reach what was there when it was asked, whatever comes afterwards', async () => {
    const { masterData, log } = views(5, 5);
    const goals = await masterData.goals();
    log.end = 9;
    await expect(masterData.requireReached(goals)).resolves.toBeUndefined();
    await expect(masterData.requireCurrent()).rejects.toMatchObject({ code: 'not_ready' });
  });
});
