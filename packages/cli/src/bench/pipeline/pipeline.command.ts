import { PurchaseRecorded } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';
import type { Command } from 'commander';
import { numberList } from '../../input/number-list.js';
import { positiveNumber } from '../../input/positive-number.js';
import { wholeNumber } from '../../input/whole-number.js';
import { writeChart } from '../../plot/line-chart.js';
import { tell, writeJson, writeTable } from '../../output/write-result.js';
import { machine } from '../machine.js';
import { historyChart } from './history-chart.js';
import { measureHistoryCost, settled, type HistoryCost } from './history-cost.js';
import { measureOfferLatency, type OfferLatency } from './offer-latency.js';
import { comparison, type Measured } from './comparison.js';
import { measureRates } from './rates.js';
import { openShop } from './shop.js';
import { openTestBed, type TestBed } from '../test-bed.js';

interface PipelineOptions {
  readonly receipts: number;
  readonly frames: number;
  readonly frameBytes: number;
  readonly runs: number;
  readonly ingests: number;
  readonly rate: number;
  readonly seconds: number;
  readonly history: readonly number[];
  readonly plot?: string;
  readonly json?: boolean;
}

const CAMERAS = 16;
const MEMBERS = 20;

/** `vitrine bench pipeline`: receipts and frames through ingest into Kafka and out to offers, beside Kafka's own performance tools. */
export function pipelineCommand(bench: Command, environment: Environment): void {
  bench
    .command('pipeline')
    .description('receipts and frames over HTTP into Kafka and out to offers, beside kafka-producer-perf-test and kafka-consumer-perf-test on the same broker')
    .option('--receipts <n>', 'receipts of a run, in batches of 500', positiveNumber, 50_000)
    .option('--frames <n>', 'frames of a run', positiveNumber, 1_000)
    .option('--frame-bytes <n>', 'bytes of a frame', positiveNumber, 100_000)
    .option('--runs <n>', 'runs of each, in turn; the median counts', positiveNumber, 3)
    .option('--ingests <n>', 'ingest processes that share what is sent', positiveNumber, 1)
    .option('--rate <n>', 'receipts a second while the time to the offer is measured', positiveNumber, 200)
    .option('--seconds <n>', 'how long that is measured; 0 leaves it out', wholeNumber, 30)
    .option('--history <list>', 'sizes of the history at which the cost of a receipt is measured, such as 10000,100000; default: none', numberList, [])
    .option('--plot <file>', 'writes the cost over the history as SVG')
    .option('--json', 'print one JSON object')
    .action((options: PipelineOptions) => run(options, environment));
}

async function run({ json, plot, ...settings }: PipelineOptions, environment: Environment): Promise<void> {
  const bed = await openTestBed(environment, settings.ingests);
  try {
    await openShop(bed.ingest.url, { booths: Math.max(CAMERAS, MEMBERS), members: MEMBERS });
    const offers = settings.seconds === 0 ? null : await latency(bed, settings);
    const measured = await measureRates(bed, { ...settings, cameras: CAMERAS });
    const history = settings.history.length === 0 ? [] : await costs(bed, settings.history);
    if (plot !== undefined) await writeChart(plot, historyChart(history));
    report(measured, { offers, history }, { ...settings, cameras: CAMERAS, partitions: PurchaseRecorded.topic.partitions }, json === true);
  } finally {
    await bed.close();
  }
}

async function latency(bed: TestBed, { rate, seconds }: PipelineOptions): Promise<OfferLatency> {
  tell(`${rate} receipts a second for ${seconds} s: time from a receipt to the offer decided with it`);
  return measureOfferLatency(bed, { rate, seconds, members: MEMBERS });
}

async function costs(bed: TestBed, sizes: readonly number[]): Promise<HistoryCost[]> {
  tell('waiting until everything sent is learnt');
  await settled(bed);
  return measureHistoryCost(bed, sizes, MEMBERS);
}

function report(measured: Measured, more: { readonly offers: OfferLatency | null; readonly history: readonly HistoryCost[] }, settings: object, json: boolean): void {
  const { ours, peers, ratio } = comparison(measured);
  if (json) return writeJson({ ours: { ...ours, receiptToOfferMs: more.offers, history: more.history }, peers, ratio, settings, machine: machine() });
  writeTable(['what', 'vitrine', 'peer', 'ours / peer'], [
    ['receipts/s through ingest', ours.receiptsPerSecond.toFixed(0), `${peers['kafka-producer-perf-test'].receiptsPerSecond.toFixed(0)} kafka-producer-perf-test`, ratio['kafka-producer-perf-test'].receiptsPerSecond.toFixed(2)],
    ['CPU microseconds of ingest a receipt', ours.ingestCpuUsPerReceipt.toFixed(1), '', ''],
    ['frames MB/s through ingest', ours.framesMbPerSecond.toFixed(1), `${peers['kafka-producer-perf-test'].framesMbPerSecond.toFixed(1)} kafka-producer-perf-test`, ratio['kafka-producer-perf-test'].framesMbPerSecond.toFixed(2)],
    ['receipts/s applied', ours.appliedPerSecond.toFixed(0), `${peers['kafka-consumer-perf-test'].appliedPerSecond.toFixed(0)} kafka-consumer-perf-test`, ratio['kafka-consumer-perf-test'].appliedPerSecond.toFixed(3)],
    ['receipt to offer, p50 / p99 ms', more.offers === null ? 'not measured' : `${more.offers.p50?.toFixed(0)} / ${more.offers.p99?.toFixed(0)}`, '', ''],
    ...more.history.map(({ receipts, cpuMsPerReceipt }) => [`CPU ms a receipt after ${receipts}`, cpuMsPerReceipt.toFixed(3), '', '']),
  ]);
}
