import { PromotionChanged, type ChainId, type PromotionId, type Sku, type StoreId } from '@vitrine/contracts';
import { EventPublisher } from '@vitrine/messaging';
import { aPromotion } from '@vitrine/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunningTrainer } from '../running-trainer.fixture.js';
import { PromotionHistory } from './promotion-history.js';

const { chainId, storeId } = aPromotion();
const promotion = (name: string, fromMs: number, toMs: number, change: Partial<PromotionChanged> = {}): PromotionChanged =>
  aPromotion({ promotionId: name as PromotionId, sku: name as Sku, startsAtMs: fromMs, endsAtMs: toMs, ...change });

describe('promotions as the log tells them', () => {
  let trainer: RunningTrainer;
  beforeEach(async () => {
    trainer = await RunningTrainer.start(chainId);
  });
  afterEach(async () => trainer.stop());

  /** Products promoted at some moments. */
  async function told(events: readonly PromotionChanged[], ...moments: number[]): Promise<string[][]> {
    const { log } = trainer.infrastructure;
    await new EventPublisher(log).publish(PromotionChanged, events);
    const goods = new Map(events.map(({ sku }) => [sku, true] as const).filter(([sku]) => sku !== 'unknown'));
    const promotions = await new PromotionHistory(log, { id: chainId }).since(10, goods, new AbortController().signal);
    return moments.map((atMs) => promotions.at(storeId, atMs).map(({ item }) => item).toSorted((a, b) => (a < b ? -1 : 1)));
  }

  it('hold those that ended, until their end, and not what ended before it matters', async () => {
    expect(await told([promotion('long-ago', 1, 10), promotion('ended', 5, 20), promotion('on', 15, 90)], 9, 12, 19, 20)).toEqual([['ended'], ['ended'], ['ended', 'on'], ['on']]);
  });

  it('are as they were announced last', async () => {
    expect(await told([promotion('moved', 10, 20), promotion('moved', 30, 40)], 15, 35)).toEqual([[], ['moved']]);
  });

  it('held until they were withdrawn, if they had begun', async () => {
    const withdrawn = { active: false, changedAtMs: 30 };
    expect(await told([promotion('early', 20, 90, withdrawn), promotion('before', 40, 90, withdrawn), promotion('after', 12, 25, withdrawn)], 22, 29, 30, 50)).toEqual([['after', 'early'], ['early'], [], []]);
  });

  it('leave out other chains, other stores and products that may not be offered', async () => {
    expect(await told([promotion('theirs', 10, 90, { chainId: 'other' as ChainId }), promotion('elsewhere', 10, 90, { storeId: 'other' as StoreId }), promotion('unknown', 10, 90), promotion('ours', 10, 90)], 50)).toEqual([['ours']]);
  });
});
