import type { Environment } from '@vitrine/runtime';
import type { Command } from 'commander';
import { positiveNumber } from '../../input/positive-number.js';
import { tell, writeJson, writeTable } from '../../output/write-result.js';
import { machine } from '../machine.js';
import { openServers } from '../test-bed.js';
import { boothService, peerService } from './display-services.js';
import { measureDisplays, type DisplayFigures, type DisplayService, type DisplaySettings } from './measure-displays.js';

type DisplaysOptions = DisplaySettings & { readonly json?: boolean };

const PEER = 'node:http';

/** `vitrine bench displays`: the booth service with very many displays, beside the least that serves them. */
export function displaysCommand(bench: Command, environment: Environment): void {
  bench
    .command('displays')
    .description('displays that follow their booths on streams while others poll: the booth service on Kafka and Redis beside bare node:http')
    .option('--count <n>', 'displays, one a booth', positiveNumber, 2000)
    .option('--rate <n>', 'polls a second, open loop', positiveNumber, 500)
    .option('--slates <n>', 'new slates a second', positiveNumber, 20)
    .option('--seconds <n>', 'how long polls are measured, and for as long before, to warm up', positiveNumber, 20)
    .option('--json', 'print one JSON object')
    .action((options: DisplaysOptions) => run(options, environment));
}

async function run({ json, ...settings }: DisplaysOptions, environment: Environment): Promise<void> {
  const theirs = await measured(`bare ${PEER}`, await peerService(environment, settings.count), settings);
  const servers = await openServers(environment);
  try {
    const ours = await measured('the booth service', await boothService(servers, settings.count), settings);
    report(ours, theirs, settings, json === true);
  } finally {
    await servers.close();
  }
}

async function measured(name: string, service: DisplayService, settings: DisplaySettings): Promise<DisplayFigures> {
  tell(`${name}: ${settings.rate} polls a second for ${settings.seconds} s, then the same with ${settings.count} displays`);
  try {
    return await measureDisplays(service, settings);
  } finally {
    await service.process.stop();
  }
}

function report(ours: DisplayFigures, theirs: DisplayFigures, settings: DisplaySettings, json: boolean): void {
  const ratio = { pollP99: ours.pollMs.p99 / theirs.pollMs.p99, cpuMsPerPoll: ours.cpuMsPerPoll / theirs.cpuMsPerPoll, slateP99: ours.slateMs.p99 / theirs.slateMs.p99, kibPerDisplay: ours.kibPerDisplay / theirs.kibPerDisplay };
  if (json) return writeJson({ ours, peers: { [PEER]: theirs }, ratio: { [PEER]: ratio }, settings, machine: machine() });
  const row = (what: string, of: (figures: DisplayFigures) => string, share: number): string[] => [what, of(ours), of(theirs), share.toFixed(2)];
  writeTable(['what', 'vitrine', PEER, 'ours / peer'], [
    row('poll, p50 / p99 ms', ({ pollMs }) => `${pollMs.p50.toFixed(1)} / ${pollMs.p99.toFixed(1)}`, ratio.pollP99),
    row('CPU ms a poll', ({ cpuMsPerPoll }) => cpuMsPerPoll.toFixed(2), ratio.cpuMsPerPoll),
    row('slate put up to shown, p50 / p99 ms', ({ slateMs }) => `${slateMs.p50.toFixed(1)} / ${slateMs.p99.toFixed(1)}`, ratio.slateP99),
    row('KiB a display', ({ kibPerDisplay }) => kibPerDisplay.toFixed(1), ratio.kibPerDisplay),
    row('MiB of the process', ({ processMib }) => processMib.toFixed(0), ours.processMib / theirs.processMib),
  ]);
}
