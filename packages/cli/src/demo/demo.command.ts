import { join } from 'node:path';
import type { Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { closeOnSignals, platformEnvironment, readConfiguration, startService, type Environment, type PlatformConfig, type RunningService } from '@vitrine/runtime';
import { wholeNumber } from '../input/whole-number.js';
import { tell, writeJson } from '../output/write-result.js';
import { SERVICES } from '../serve/services.js';
import { SAMPLES_FOLDER } from '../simulate/simulate.command.js';
import { failureOf, summary, type StoreDayReport } from '../simulate/report.js';
import { LOCKSTEP, rhythmOf, SETTLED, type RhythmOptions } from '../simulate/rhythm-options.js';
import { daysToToday } from '../simulate/sample-data.js';
import { Simulation, type Rhythm } from '../simulate/simulation.js';
import { DemoProgress } from './demo-progress.js';

interface DemoOptions extends RhythmOptions {
  readonly exitAfterDemo?: boolean;
  readonly historyDays?: number;
  readonly till?: string;
  readonly json?: boolean;
}

interface Play {
  readonly forEver: boolean;
  readonly rhythm: Rhythm;
  readonly historyDays?: number;
  readonly tillId?: string;
}

const MIB = 2 ** 20;

/** `vitrine demo`, what `npm start` runs: the whole platform in this process, with a store day played on it. */
export function demoCommand(program: Command, environment: Environment): void {
  program
    .command('demo')
    .description('run the whole platform in this process and play the sample store day on it')
    .option('--exit-after-demo', 'play the day once, report and end; status 1 if no member was recognised or no offer arrived')
    .option('--history-days <n>', 'days of history before the day; default all there is', wholeNumber)
    .option('--till <id>', 'till of the day: its receipts seed what is learnt, so runs to be compared need the same; default: a new one')
    .addOption(SETTLED)
    .addOption(LOCKSTEP)
    .option('--json', 'print the report as one JSON object on standard output')
    .action((options: DemoOptions) => demo(options, environment));
}

async function demo({ exitAfterDemo, historyDays, till, json, ...rhythm }: DemoOptions, environment: Environment): Promise<void> {
  const config = readConfiguration(platformEnvironment, { VITRINE_LOG_LEVEL: 'warn', VITRINE_DATA_DIR: join('.data', 'demo'), ...environment, VITRINE_MODE: 'embedded' });
  const service = await startService({
    name: 'vitrine', modules: Object.values(SERVICES).map((module) => module(environment)), config,
    onFatal: (error) => {
      process.stderr.write(`vitrine: ${error.message}\n`);
      process.exit(1);
    },
  });
  const startSeconds = performance.now() / 1000;
  tell(`\nVitrine is on ${service.url}  (started in ${startSeconds.toFixed(1)} s, data in ${config.VITRINE_DATA_DIR})\n`);
  const stop = new AbortController();
  if (exitAfterDemo !== true) closeOnSignals({ ...service, close: async () => { stop.abort(); await service.close(); } });
  const report = await play(service, config, { forEver: exitAfterDemo !== true, rhythm: rhythmOf(rhythm), ...(historyDays === undefined ? {} : { historyDays }), ...(till === undefined ? {} : { tillId: till }) }, stop.signal);
  const result = { ...report, memoryMiB: Math.round((process.resourceUsage().maxRSS * 1024) / MIB), startSeconds: Math.round(startSeconds * 10) / 10 };
  if (json === true) writeJson(result);
  else tell(`${summary(report)}\nmemory at most ${result.memoryMiB} MiB, started in ${result.startSeconds} s`);
  stop.abort();
  await service.close();
  const failure = failureOf(report);
  if (failure !== null) throw new VitrineError('not_found', failure);
}

/** Prepares the sample chain, as far as an earlier run has not, and plays the day: once, or again and again until stopped. */
async function play(service: RunningService, config: PlatformConfig, { forEver, ...pace }: Play, signal: AbortSignal): Promise<StoreDayReport> {
  const [apiKey] = config.VITRINE_API_KEYS;
  const { clock } = service.foundation;
  const progress = await DemoProgress.read(config.VITRINE_DATA_DIR, daysToToday(clock.nowMs()));
  const simulation = await Simulation.prepare({
    url: service.url, platform: { log: service.foundation.infrastructure.log, store: service.foundation.infrastructure.state.store }, samples: SAMPLES_FOLDER, clock, tell, signal,
    historyShiftDays: progress.historyShiftDays, promotionShiftDays: daysToToday(clock.nowMs()), tillId: `live-${Math.floor(clock.nowMs() / 1000)}`, ...pace,
    ...(apiKey === undefined ? {} : { apiKey }),
  });
  if (progress.announcedShiftDays !== daysToToday(clock.nowMs())) await simulation.announce();
  if (!progress.backfilled) await simulation.backfill();
  await progress.done(daysToToday(clock.nowMs()));
  tell('the store opens: members and strangers step up to the booths, tills ring');
  const report = await simulation.play();
  if (forEver) await simulation.playOn();
  return report;
}
