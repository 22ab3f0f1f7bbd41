/** A figure that the plan rests on, and where it comes from. */
export interface Capacity {
  readonly value: number;
  readonly unit: string;
  readonly from: string;
}

const capacity = (value: number, unit: string, from: string): Capacity => ({ value, unit, from });

/**
 * What one of each carries. Measured on two shared cores of a busy machine (docs/scale.md), so lower bounds, but for those that say they are assumed.
 * Rates of receipts are told in lines, as if a receipt cost nothing but its lines.
 */
export const CAPACITIES = {
  ingestLines: capacity(121_800, 'receipt lines/s a process', 'bench pipeline: 60,900 receipts/s of two lines'),
  ingestFrames: capacity(95, 'MB/s of frames a process', 'bench pipeline'),
  applyLines: capacity(8_200, 'receipt lines/s a reco-worker', 'bench pipeline: 4,090 receipts/s of two lines, the learner beside it'),
  learnMs: capacity(1.31, 'CPU ms a basket of ten, one core a region', 'stream learner, 64 dimensions, default passes and replays'),
  faceFrames: capacity(3.5, 'frames/s a face-worker without GPU', 'frame to identity p50 272 ms (docs/measurements.md), WebAssembly'),
  decideMs: capacity(1.4, 'CPU ms a decision over 2,000 candidates, once all is gathered', 'bench offers, median'),
  gatherStoreUs: capacity(9.6, 'CPU µs a promotion of a store that is gathered', 'bench gathering: 7.7 ms for 800, of 50 stores within a second'),
  gatherShopperUs: capacity(17, 'CPU µs a product of a shopper’s history', 'bench gathering: 1.7 ms for 100, of 50 shoppers within a second'),
  redisStoreUs: capacity(0.9, 'µs of Redis a promotion of a store that is gathered', 'bench gathering: 0.72 ms for 800'),
  redisShopperUs: capacity(1.8, 'µs of Redis a product of a shopper’s history', 'bench gathering: 0.18 ms for 100'),
  brokerMb: capacity(100, 'MB/s written a broker', 'assumed: one disk, 1 Gbit/s network; kafka-producer-perf-test reached less on the test machine'),
  redisCommands: capacity(50_000, 'commands/s a primary', 'assumed: one core'),
  redisGiB: capacity(256, 'GiB a primary', 'assumed: beyond it a restart takes too long'),
  receiptLogBytes: capacity(420, 'bytes a receipt of two lines in the log', 'bench pipeline: 143 bytes of value; key, headers and framing added'),
  lineLogBytes: capacity(25, 'bytes a further line', 'purchase.recorded version 1'),
  tasteBytes: capacity(16_432, 'bytes a member with 100 products', 'used_memory of Redis 8.2.3 over 2,000 members'),
  ledgerBytes: capacity(24, 'bytes a receipt number, reserved and applied', 'MEMORY USAGE over 20,000 receipts, 400 in a day of a till'),
  soldBytes: capacity(307, 'bytes a product sold in a store, its hours included', 'used_memory over 20,000 counts'),
  vectorBytes: capacity(714, 'bytes a product vector of 64 dimensions', 'used_memory over 5,000 vectors'),
  promotionBytes: capacity(400, 'bytes a promotion', 'assumed'),
} as const satisfies Readonly<Record<string, Capacity>>;
