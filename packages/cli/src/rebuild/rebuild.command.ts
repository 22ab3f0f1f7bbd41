import { setTimeout as sleep } from 'node:timers/promises';
import { Argument, type Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';
import { platformClient, withPlatform } from '../input/platform-client.js';
import { tell, writeJson } from '../output/write-result.js';

interface RebuildOptions {
  readonly url?: string;
  readonly json?: boolean;
}

/** What this command reads of a rebuild. */
interface Rebuild {
  readonly rebuildId: string;
  readonly status: 'running' | 'done' | 'failed';
  readonly progress: number;
  readonly reason?: string;
}

const ASK_EVERY_MS = 300;
const TELL_EVERY = 0.1;

/** `vitrine rebuild`: makes state anew from the log of a running platform, while it serves. */
export function rebuildCommand(program: Command, environment: Environment): void {
  withPlatform(program.command('rebuild').description('make state anew from the log and put it in the place of the old while serving (asked of a running platform; where each service is a process of its own: of a reco-worker, for vectors of the learner, for the gallery of each face-worker)'))
    .addArgument(new Argument('<what>', 'what offers are decided from, members’ tastes, product vectors, or who can be recognised').choices(['offers', 'taste', 'vectors', 'gallery']))
    .option('--json', 'print one JSON object')
    .action((what: string, options: RebuildOptions) => run(what, options, environment));
}

async function run(what: string, { url, json }: RebuildOptions, environment: Environment): Promise<void> {
  const client = platformClient(url, environment);
  const started = performance.now();
  const { rebuildId } = await client.post<{ rebuildId: string }>('/v1/rebuilds', { what });
  let told = 0;
  for (;;) {
    const { status, progress, reason } = await client.get<Rebuild>(`/v1/rebuilds/${encodeURIComponent(rebuildId)}`);
    if (status === 'failed') throw new VitrineError('not_ready', `${what} was not rebuilt: ${reason ?? 'no reason given'}`);
    const seconds = Math.round(performance.now() - started) / 1000;
    if (status === 'done') return json === true ? writeJson({ rebuildId, what, status, seconds }) : tell(`${what} rebuilt in ${seconds} s`);
    if (progress >= told + TELL_EVERY) {
      told = progress;
      tell(`rebuilding ${what}: ${Math.round(100 * told)} %`);
    }
    await sleep(ASK_EVERY_MS);
  }
}
