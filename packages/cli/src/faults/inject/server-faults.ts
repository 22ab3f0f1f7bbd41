import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningServer } from '@vitrine/testing/infrastructure';
import type { DistributedPlatform } from '../platform/distributed-platform.js';
import { between, type Injection } from './injection.js';

type Harm = Injection<DistributedPlatform>;
type ServerOf = (platform: DistributedPlatform) => RunningServer;

const kafka: ServerOf = (platform) => platform.kafka;
const redis: ServerOf = (platform) => platform.redis;
const MINUTE_MS = 60_000;

/** SIGKILL, away for so long, back with what it had. */
function away(server: ServerOf, leastMs: number, mostMs: number): Harm {
  return async (platform, { draws }, { recovery }) => {
    const awayMs = between(leastMs, mostMs, draws[0]);
    await server(platform).kill('SIGKILL');
    await delay(awayMs);
    await server(platform).restart();
    return { what: `away for ${awayMs} ms`, recoverySeconds: await recovery() };
  };
}

function frozen(server: ServerOf): Harm {
  return async (platform, { draws }, { recovery }) => {
    const frozenMs = between(2_000, 12_000, draws[0]);
    await server(platform).kill('SIGSTOP');
    await delay(frozenMs);
    await server(platform).kill('SIGCONT');
    return { what: `for ${frozenMs} ms`, recoverySeconds: await recovery() };
  };
}

const brokerRestarted: Harm = async ({ kafka }, _fault, { recovery }) => {
  await kafka.restart();
  return { what: 'in good order', recoverySeconds: await recovery() };
};

/** Folder of the append-only file within a Redis's data. */
const APPENDED = 'appendonlydir';

function dataOf({ redis: { folder } }: DistributedPlatform): string {
  if (folder === null) throw new Error('this Redis keeps its data elsewhere');
  return join(folder, APPENDED);
}

const redisEmptied: Harm = async (platform, { draws }, { recovery, stateGoesBack }) => {
  const awayMs = between(200, 3_000, draws[0]);
  await platform.redis.kill('SIGKILL');
  await rm(dataOf(platform), { recursive: true, force: true });
  stateGoesBack();
  await delay(awayMs);
  await platform.redis.restart();
  stateGoesBack();
  return { what: `back empty after ${awayMs} ms`, recoverySeconds: await recovery() };
};

/** What was written within the last seconds is gone, as after a failover to a replica that was behind. */
const redisOlderSnapshot: Harm = async (platform, { draws }, { recovery, stateGoesBack }) => {
  const olderMs = between(1_000, 6_000, draws[0]);
  const data = dataOf(platform);
  const snapshot = `${data}.older`;
  await rm(snapshot, { recursive: true, force: true });
  await cp(data, snapshot, { recursive: true });
  await delay(olderMs);
  await platform.redis.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
  await cp(snapshot, data, { recursive: true });
  stateGoesBack();
  await platform.redis.restart();
  stateGoesBack();
  return { what: `back as it was ${olderMs} ms before`, recoverySeconds: await recovery() };
};

export const SERVER_FAULTS = {
  'broker-killed': away(kafka, 500, 6_000),
  'broker-frozen': frozen(kafka),
  'broker-restarted': brokerRestarted,
  'broker-away-a-minute': away(kafka, MINUTE_MS, MINUTE_MS),
  'redis-killed': away(redis, 200, 6_000),
  'redis-frozen': frozen(redis),
  'redis-emptied': redisEmptied,
  'redis-older-snapshot': redisOlderSnapshot,
  'redis-away-a-minute': away(redis, MINUTE_MS, MINUTE_MS),
} as const;
