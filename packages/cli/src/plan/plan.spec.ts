import { describe, expect, it } from 'vitest';
import { ORDINARY_CHAIN, type Chain } from './assumptions.js';
import { planFor } from './plan.js';

const plan = (stores: number, given: Partial<Chain> = {}) => planFor({ ...ORDINARY_CHAIN, stores, ...given });

describe('the plan of a chain', () => {
  it('takes the busiest hour of the receipts and the frames of busy booths', () => {
    const { peak } = plan(100, { receiptsPerDay: 1_400, openHours: 14, peakFactor: 3.6, boothsPerStore: 2, boothBusyShare: 0.5, framesPerSecond: 2, frameBytes: 100_000 });
    expect(peak.receiptsPerSecond).toBeCloseTo(10);
    expect(peak).toMatchObject({ framesPerSecond: 200, frameMbPerSecond: 20 });
  });

  it('needs one of everything for ten stores', () => {
    expect(plan(10).workers).toMatchObject({ ingest: 1, gpus: 1, reco: 1, learners: 1 });
    expect(plan(10).partitions).toEqual({ purchases: 12, frames: 12 });
    expect(plan(10).saturatesFirst).toBe('face-workers without GPU');
  });

  it('runs into what cannot be divided before anything that can', () => {
    expect(plan(10_000).saturatesFirst).toBe('learner of a region');
    expect(plan(10_000, { regions: 10 }).saturatesFirst).toBe('memory of the Redis primary');
    expect(plan(10_000, { members: 100, regions: 10, products: 10_000, receiptsPerDay: 500 }).saturatesFirst).toBe('face-workers without GPU');
    expect(plan(10_000).needs[0]).toMatchObject({ divisible: false });
  });

  it('grows in proportion to the stores', () => {
    const [small, large] = [plan(100), plan(1_000)];
    expect(large.kafka.writtenMbPerSecond / small.kafka.writtenMbPerSecond).toBeCloseTo(10);
    expect(large.redis.busy / small.redis.busy).toBeCloseTo(10);
    expect(large.kafka.diskGiB / small.kafka.diskGiB).toBeCloseTo(10);
    expect(large.network.uplinkMbitPerStore).toBe(small.network.uplinkMbitPerStore);
  });

  it('counts what decisions are made from: the promotions of the store and the shopper’s history', () => {
    const [few, many] = [plan(10_000, { promotionsPerStore: 500 }), plan(10_000, { promotionsPerStore: 4_000 })];
    expect(many.workers.reco).toBeGreaterThan(few.workers.reco);
    expect(many.redis.busy - few.redis.busy).toBeCloseTo(200 * 3_500 * 0.9e-6);
    expect(plan(10_000, { productsPerMember: 1_000 }).redis.busy).toBeGreaterThan(plan(10_000).redis.busy);
  });

  it('always keeps as many brokers as there are copies', () => {
    expect(plan(1).kafka.brokers).toBe(3);
    expect(plan(1, { replication: 1 }).kafka.brokers).toBe(1);
  });
});
