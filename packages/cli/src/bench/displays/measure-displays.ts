import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../../simulate/percentile.js';
import { KeepAliveClient } from '../keep-alive-client.js';
import type { ServiceProcess } from '../service-process.js';
import { DisplayClients } from './display-clients.js';

/** What is measured, and how. */
export interface DisplaySettings {
  /** Displays, one a booth. */
  readonly count: number;
  /** Polls a second. */
  readonly rate: number;
  /** New slates a second, each at one booth. */
  readonly slates: number;
  readonly seconds: number;
}

/** A service for displays, ours or the peer. */
export interface DisplayService {
  readonly process: ServiceProcess;
  /** Path of a booth's slate, and of its stream. */
  paths(booth: number): { readonly offers: string; readonly events: string };
  /** Puts a new slate up at a booth; its text holds the number. */
  show(booth: number, number: number): Promise<void>;
}

/** How a service did. */
export interface DisplayFigures {
  /** From when a poll was due. */
  readonly pollMs: { readonly p50: number; readonly p99: number };
  /** CPU time of the process, new slates included: what a busy machine changes least. */
  readonly cpuMsPerPoll: number;
  /** From putting a slate up until its display has it. */
  readonly slateMs: { readonly p50: number; readonly p99: number };
  /** Growth of the process's resident memory, for each display. */
  readonly kibPerDisplay: number;
  readonly processMib: number;
}

const CONNECTIONS = 64;
const SETTLE_MS = 3000;
const SAMPLES = 10;

/** Polls as displays do, then lets displays follow and polls again, with new slates coming meanwhile. */
export async function measureDisplays(service: DisplayService, settings: DisplaySettings): Promise<DisplayFigures> {
  const client = new KeepAliveClient(service.process.url, CONNECTIONS);
  const polls = new Polls(client, service, settings);
  // So warm, and so large, the process is without any display.
  await polls.run(settings.seconds);
  const before = await restingBytes(service.process);
  const shown = new Map<number, number>();
  const arrived: number[] = [];
  const clients = await DisplayClients.open(service.process.url, Array.from({ length: settings.count }, (_, booth) => service.paths(booth).events), (_, text) => {
    const number = Number(/"slate-(\d+)"/.exec(text)?.[1]);
    const at = shown.get(number);
    if (at !== undefined) arrived.push(performance.now() - at);
  });
  const cpuBefore = service.process.cpuSeconds();
  const [pollMs] = await Promise.all([polls.run(settings.seconds), putUp(service, settings, shown)]);
  const cpuMsPerPoll = ((service.process.cpuSeconds() - cpuBefore) * 1000) / pollMs.length;
  const after = await restingBytes(service.process);
  clients.close();
  client.close();
  return {
    pollMs: { p50: percentile(pollMs, 0.5) ?? NaN, p99: percentile(pollMs, 0.99) ?? NaN }, cpuMsPerPoll, slateMs: { p50: percentile(arrived, 0.5) ?? NaN, p99: percentile(arrived, 0.99) ?? NaN },
    kibPerDisplay: (after - before) / settings.count / 1024, processMib: after / 2 ** 20,
  };
}

/** Polls at a fixed rate whatever the answers do (open loop), each booth in turn, under the tag it last had. */
class Polls {
  private readonly tags = new Map<number, string>();

  constructor(private readonly client: KeepAliveClient, private readonly service: DisplayService, private readonly settings: DisplaySettings) {}

  async run(seconds: number): Promise<number[]> {
    const { rate, count } = this.settings;
    const started = performance.now();
    const running: Promise<number>[] = [];
    for (let n = 0; n < rate * seconds; n++) {
      const due = started + (n * 1000) / rate;
      if (performance.now() < due) await delay(due - performance.now());
      running.push(this.one(n % count, due));
    }
    return Promise.all(running);
  }

  private async one(booth: number, due: number): Promise<number> {
    const tag = this.tags.get(booth);
    const { etag } = await this.client.get(this.service.paths(booth).offers, tag === undefined ? {} : { 'if-none-match': tag });
    if (etag !== undefined) this.tags.set(booth, etag);
    return performance.now() - due;
  }
}

async function putUp(service: DisplayService, { slates, seconds, count }: DisplaySettings, shown: Map<number, number>): Promise<void> {
  const started = performance.now();
  for (let n = 0; n < slates * seconds; n++) {
    const due = started + (n * 1000) / slates;
    if (performance.now() < due) await delay(due - performance.now());
    shown.set(n + 1, performance.now());
    await service.show(n % count, n + 1);
  }
}

/** The least of some looks at a process that has nothing to do. */
async function restingBytes(process: ServiceProcess): Promise<number> {
  await delay(SETTLE_MS);
  let least = Number.POSITIVE_INFINITY;
  for (let sample = 0; sample < SAMPLES; sample++) {
    least = Math.min(least, process.residentBytes());
    await delay(SETTLE_MS / SAMPLES);
  }
  return least;
}
