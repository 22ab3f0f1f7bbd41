import { resolve } from 'node:path';
import type { Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, SystemClock, type Environment } from '@vitrine/runtime';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson } from '../output/write-result.js';
import { failureOf, summary } from './report.js';
import { LOCKSTEP, rhythmOf, SETTLED, type RhythmOptions } from './rhythm-options.js';
import { daysToToday } from './sample-data.js';
import { Simulation } from './simulation.js';

interface SimulateOptions extends RhythmOptions {
  readonly url: string;
  readonly samples: string;
  readonly members?: number;
  readonly historyDays?: number;
  readonly till?: string;
  readonly shiftDays?: number;
  readonly json?: boolean;
}

/** Folder of the sample data, as it lies in a clone. */
export const SAMPLES_FOLDER = resolve(import.meta.dirname, '../../../../samples');

/** `vitrine simulate`: plays the sample store day against a running distributed platform. */
export function simulateCommand(program: Command, environment: Environment): void {
  program
    .command('simulate')
    .description('play the sample store day against a running platform (KAFKA_BROKERS, REDIS_URL … as for its services)')
    .requiredOption('--url <url>', 'address of ingest')
    .option('--samples <folder>', 'folder of the sample data', SAMPLES_FOLDER)
    .option('--members <n>', 'most members that take part', wholeNumber)
    .option('--history-days <n>', 'days of history before the day; default all there is', wholeNumber)
    .option('--till <id>', 'till of the day: its receipts seed what is learnt, so runs to be compared need the same; default: a new one')
    .option('--shift-days <n>', 'days by which the sample is moved; default: so that its day is today', wholeNumber)
    .addOption(SETTLED)
    .addOption(LOCKSTEP)
    .option('--json', 'print the report as one JSON object')
    .action((options: SimulateOptions) => simulate(options, environment));
}

async function simulate({ url, samples, members, historyDays, till, shiftDays, json, ...rhythm }: SimulateOptions, environment: Environment): Promise<void> {
  const config = readConfiguration(platformEnvironment, environment);
  if (config.VITRINE_MODE !== 'distributed') throw new VitrineError('invalid_configuration', 'simulate watches the log of a distributed platform: set VITRINE_MODE=distributed; "vitrine demo" plays embedded');
  const clock = new SystemClock(config.VITRINE_CLOCK_OFFSET_MS);
  const infrastructure = await openInfrastructure(config, clock, new Metrics(false));
  const stop = new AbortController();
  try {
    const shift = shiftDays ?? daysToToday(clock.nowMs());
    const [apiKey] = config.VITRINE_API_KEYS;
    const simulation = await Simulation.prepare({
      url, samples, platform: { log: infrastructure.log, store: infrastructure.state.store }, historyShiftDays: shift, promotionShiftDays: shift, tillId: till ?? `live-${Math.floor(clock.nowMs() / 1000)}`, clock, tell, signal: stop.signal, rhythm: rhythmOf(rhythm),
      ...(apiKey === undefined ? {} : { apiKey }), ...(members === undefined ? {} : { members }), ...(historyDays === undefined ? {} : { historyDays }),
    });
    await simulation.announce();
    await simulation.backfill();
    const report = await simulation.play();
    if (json === true) writeJson(report);
    else tell(summary(report));
    const failure = failureOf(report);
    if (failure !== null) throw new VitrineError('not_found', failure);
  } finally {
    stop.abort();
    await infrastructure.close();
  }
}
