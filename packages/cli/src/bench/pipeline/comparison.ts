import { median } from '../median.js';

/** Rates of every run, by who reached them, and the CPU microseconds of all ingest processes a receipt: what a busy machine changes least. */
export interface Measured {
  readonly ours: Rates & { readonly ingestCpuUsPerReceipt: readonly number[] };
  readonly peers: { readonly 'kafka-producer-perf-test': Omit<Rates, 'appliedPerSecond'>; readonly 'kafka-consumer-perf-test': Pick<Rates, 'appliedPerSecond'> };
}

/** One value a run. */
export interface Rates {
  readonly receiptsPerSecond: readonly number[];
  readonly framesMbPerSecond: readonly number[];
  /** Ours: read, applied to the state and committed; the peer: read. */
  readonly appliedPerSecond: readonly number[];
}

type Medians<T> = { readonly [Name in keyof T]: T[Name] extends readonly number[] ? number : Medians<T[Name]> };

/** Medians, and ours over each peer's. */
export function comparison({ ours, peers }: Measured): { readonly ours: Medians<Measured['ours']>; readonly peers: Medians<Measured['peers']>; readonly ratio: Medians<Measured['peers']> } {
  const [producer, consumer] = [peers['kafka-producer-perf-test'], peers['kafka-consumer-perf-test']];
  const mine = { receiptsPerSecond: median(ours.receiptsPerSecond), framesMbPerSecond: median(ours.framesMbPerSecond), appliedPerSecond: median(ours.appliedPerSecond), ingestCpuUsPerReceipt: median(ours.ingestCpuUsPerReceipt) };
  const theirs = {
    'kafka-producer-perf-test': { receiptsPerSecond: median(producer.receiptsPerSecond), framesMbPerSecond: median(producer.framesMbPerSecond) },
    'kafka-consumer-perf-test': { appliedPerSecond: median(consumer.appliedPerSecond) },
  };
  const ratio = {
    'kafka-producer-perf-test': {
      receiptsPerSecond: mine.receiptsPerSecond / theirs['kafka-producer-perf-test'].receiptsPerSecond,
      framesMbPerSecond: mine.framesMbPerSecond / theirs['kafka-producer-perf-test'].framesMbPerSecond,
    },
    'kafka-consumer-perf-test': { appliedPerSecond: mine.appliedPerSecond / theirs['kafka-consumer-perf-test'].appliedPerSecond },
  };
  return { ours: mine, peers: theirs, ratio };
}
