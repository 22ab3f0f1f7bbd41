import { VitrineError } from '@vitrine/contracts';
import type { Command } from 'commander';
import { decimal } from '../input/decimal.js';
import { positiveNumber } from '../input/positive-number.js';
import { writeJson, writeTable } from '../output/write-result.js';
import { ORDINARY_CHAIN, type Chain } from './assumptions.js';
import { CAPACITIES } from './capacities.js';
import { planFor, type Plan } from './plan.js';

type PlanOptions = Chain & { readonly json?: boolean };

/** Options with their descriptions; each is a field of `Chain`. */
const OPTIONS: readonly (readonly [flag: string, description: string, field: keyof typeof ORDINARY_CHAIN, read: (text: string) => number])[] = [
  ['--booths-per-store <n>', 'displays with a camera', 'boothsPerStore', positiveNumber],
  ['--booth-busy-share <share>', 'share of the busiest hour in which an act at a booth permits frames', 'boothBusyShare', decimal],
  ['--frames-per-second <n>', 'frames a busy booth sends', 'framesPerSecond', decimal],
  ['--frame-bytes <n>', 'bytes of a frame', 'frameBytes', positiveNumber],
  ['--receipts-per-day <n>', 'receipts a store', 'receiptsPerDay', positiveNumber],
  ['--lines-per-receipt <n>', 'lines on a receipt', 'linesPerReceipt', positiveNumber],
  ['--open-hours <n>', 'hours a day', 'openHours', decimal],
  ['--peak-factor <n>', 'busiest hour over the average one', 'peakFactor', decimal],
  ['--members <n>', 'members a store', 'members', positiveNumber],
  ['--products-per-member <n>', 'different products a member has bought', 'productsPerMember', positiveNumber],
  ['--products <n>', 'products of the chain', 'products', positiveNumber],
  ['--promotions-per-store <n>', 'promotions at a time', 'promotionsPerStore', positiveNumber],
  ['--regions <n>', 'catalogue regions; each has one learner', 'regions', positiveNumber],
  ['--replication <n>', 'copies of each record in Kafka', 'replication', positiveNumber],
  ['--kept-years <n>', 'years for which purchases are kept', 'keptYears', decimal],
  ['--utilisation <share>', 'how full anything may be in the busiest hour', 'utilisation', decimal],
  ['--frames-per-gpu-second <n>', 'frames a second one GPU recognises; not measured by us', 'framesPerGpuSecond', positiveNumber],
];

/** `vitrine plan`: what a chain of so many stores needs, calculated from what was measured. */
export function planCommand(program: Command): void {
  const command = program.command('plan').description('partitions, workers, GPUs, Redis, Kafka and network for a chain, from measured figures; prints what it assumes').requiredOption('--stores <n>', 'stores of the chain', positiveNumber);
  for (const [flag, description, field, read] of OPTIONS) command.option(flag, description, read, ORDINARY_CHAIN[field]);
  command.option('--json', 'print one JSON object').action((options: PlanOptions) => run(options));
}

function run({ json, ...chain }: PlanOptions): void {
  for (const [flag, , field] of OPTIONS) {
    if (chain[field] <= 0) throw new VitrineError('invalid_configuration', `${flag.split(' ')[0]} must be more than 0`);
  }
  if (chain.utilisation > 1 || chain.boothBusyShare > 1) throw new VitrineError('invalid_configuration', '--utilisation and --booth-busy-share are shares: at most 1');
  const plan = planFor(chain);
  if (json === true) return writeJson({ ...plan, assumptions: chain, measured: CAPACITIES });
  print(plan, chain);
}

function print(plan: Plan, chain: Chain): void {
  const { peak, partitions, workers, kafka, redis, network } = plan;
  writeTable(['what', `${chain.stores} stores`], [
    ['receipts a second, busiest hour', peak.receiptsPerSecond.toFixed(1)],
    ['frames a second, busiest hour', `${peak.framesPerSecond.toFixed(1)} (${peak.frameMbPerSecond.toFixed(1)} MB/s)`],
    ['partitions of purchases / frames', `${partitions.purchases} / ${partitions.frames}`],
    ['ingest processes', String(workers.ingest)],
    ['reco-workers / learners', `${workers.reco} / ${workers.learners}`],
    ['GPUs, or face-workers without', `${workers.gpus}, or ${workers.faceWithoutGpu}`],
    ['Kafka brokers, written, disk', `${kafka.brokers}, ${kafka.writtenMbPerSecond.toFixed(1)} MB/s, ${kafka.diskGiB.toFixed(0)} GiB`],
    ['Redis memory, its thread', `${redis.memoryGiB.toFixed(1)} GiB, ${(100 * redis.busy).toFixed(0)} % busy`],
    ['network into the cluster, uplink of a store', `${network.clusterInMbPerSecond.toFixed(1)} MB/s, ${network.uplinkMbitPerStore.toFixed(1)} Mbit/s`],
  ]);
  process.stdout.write('\n');
  writeTable(['resource', 'full, in units of one', 'needed'], plan.needs.map(({ resource, load, needed, divisible }) => [resource, load.toFixed(2), divisible ? String(needed) : 'only one is possible']));
  process.stdout.write(`\nsaturates first: ${plan.saturatesFirst}\n\n`);
  writeTable(['assumed', ''], Object.entries(chain).map(([name, value]) => [name, String(value)]));
  process.stdout.write('\n');
  writeTable(['rests on', '', 'from'], Object.values(CAPACITIES).map(({ value, unit, from }) => [String(value), unit, from]));
}
