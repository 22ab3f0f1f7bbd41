import { setTimeout as delay } from 'node:timers/promises';
import { PurchaseRecorded, type TopicSettings } from '@vitrine/contracts';
import { tell } from '../../output/write-result.js';
import type { Measured } from './comparison.js';
import { KafkaPeer } from './kafka-peer.js';
import { noiseJpeg, receiptBytes, sendFrames, sendReceipts } from './load.js';
import { behind, type TestBed } from '../test-bed.js';

/** How much each run sends. */
export interface RatesSettings {
  readonly receipts: number;
  readonly frames: number;
  readonly frameBytes: number;
  readonly runs: number;
  readonly cameras: number;
}

const WARM_UP = 5_000;
const LOOK_EVERY_MS = 20;
/** Topics of the peer's, with the partitions of ours. */
const RECEIPTS: TopicSettings = { ...PurchaseRecorded.topic, name: 'bench.receipts' };
const FRAMES: TopicSettings = { ...PurchaseRecorded.topic, name: 'bench.frames', maxMessageBytes: 2_000_000 };

/** Runs ours and the peers in turn on the same broker; the reco-worker rests while what goes in is measured, and then works it off. */
export async function measureRates(bed: TestBed, settings: RatesSettings): Promise<Measured> {
  const { kafkaTools } = await import('@vitrine/testing/infrastructure');
  const peer = new KafkaPeer(await kafkaTools(), bed.brokers);
  await bed.infrastructure.log.ensureTopics([RECEIPTS, FRAMES]);
  await sendReceipts(bed, 'warm-up', WARM_UP);
  await applied(bed);
  const bytes = await receiptBytes(bed);
  const jpeg = await noiseJpeg(settings.frameBytes);
  const [ours, producer, consumer] = [{ ...rates(), ingestCpuUsPerReceipt: [] as number[] }, rates(), rates()];
  await peer.produce(RECEIPTS.name, settings.receipts, bytes);
  for (let run = 1; run <= settings.runs; run++) {
    await bed.pauseOffers();
    producer.receiptsPerSecond.push((await peer.produce(RECEIPTS.name, settings.receipts * 2, bytes)).recordsPerSecond);
    const cpuBefore = ingestCpuSeconds(bed);
    ours.receiptsPerSecond.push(await sendReceipts(bed, `run-${run}`, settings.receipts));
    ours.ingestCpuUsPerReceipt.push(((ingestCpuSeconds(bed) - cpuBefore) * 1e6) / settings.receipts);
    producer.framesMbPerSecond.push((await peer.produce(FRAMES.name, settings.frames, jpeg.length)).mbPerSecond);
    ours.framesMbPerSecond.push((await sendFrames(bed, `run-${run}`, jpeg, settings)).mbPerSecond);
    consumer.appliedPerSecond.push((await peer.consume(RECEIPTS.name, settings.receipts)).recordsPerSecond);
    ours.appliedPerSecond.push(await drainRate(bed));
    tell(`run ${run} of ${settings.runs}: receipts ${last(ours.receiptsPerSecond)}/s beside ${last(producer.receiptsPerSecond)}/s, frames ${last(ours.framesMbPerSecond)} beside ${last(producer.framesMbPerSecond)} MB/s, applied ${last(ours.appliedPerSecond)}/s`);
  }
  return { ours, peers: { 'kafka-producer-perf-test': producer, 'kafka-consumer-perf-test': consumer } };
}

/** Receipts a second that a reco-worker applies, from its first commit on, working off what lies in the log. */
async function drainRate(bed: TestBed): Promise<number> {
  const { log } = bed.infrastructure;
  const left = (): Promise<number> => behind(log, 'reco-worker.purchases', PurchaseRecorded.topic.name);
  const all = await left();
  const resuming = bed.resumeOffers();
  let first = all;
  while (first === all) {
    await delay(LOOK_EVERY_MS);
    first = await left();
  }
  const started = performance.now();
  await applied(bed);
  const seconds = (performance.now() - started) / 1000;
  await resuming;
  return first / seconds;
}

async function applied({ infrastructure: { log } }: TestBed): Promise<void> {
  while ((await behind(log, 'reco-worker.purchases', PurchaseRecorded.topic.name)) > 0) await delay(LOOK_EVERY_MS);
}

function ingestCpuSeconds({ ingests }: TestBed): number {
  return ingests.reduce((sum, process) => sum + process.cpuSeconds(), 0);
}

function rates() {
  return { receiptsPerSecond: [] as number[], framesMbPerSecond: [] as number[], appliedPerSecond: [] as number[] };
}

function last(values: readonly number[]): string {
  return (values.at(-1) ?? 0).toFixed(0);
}
