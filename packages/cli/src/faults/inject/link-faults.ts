import { setTimeout as delay } from 'node:timers/promises';
import type { LinkFault, TcpProxy } from '@vitrine/testing/faults';
import type { DistributedPlatform } from '../platform/distributed-platform.js';
import { between, type Injection } from './injection.js';

type ProxyOf = (platform: DistributedPlatform) => TcpProxy;

const kafka: ProxyOf = (platform) => platform.kafkaProxy;
const redis: ProxyOf = (platform) => platform.redisProxy;

function disturbed(proxy: ProxyOf, faultOf: (draw: number) => LinkFault): Injection<DistributedPlatform> {
  return async (platform, { draws }, { recovery }) => {
    const fault = faultOf(draws[0]);
    const lastsMs = between(1_000, 12_000, draws[1]);
    proxy(platform).set(fault);
    await delay(lastsMs);
    proxy(platform).set({ kind: 'none' });
    return { what: `${JSON.stringify(fault)} for ${lastsMs} ms`, recoverySeconds: await recovery() };
  };
}

const cut = (): LinkFault => ({ kind: 'cut' });
const delayed = (draw: number): LinkFault => ({ kind: 'delayed', ms: between(20, 400, draw) });
const slow = (draw: number): LinkFault => ({ kind: 'slow', bytesPerSecond: between(20_000, 200_000, draw) });
const blackHole = (): LinkFault => ({ kind: 'black-hole' });

export const LINK_FAULTS = {
  'kafka-cut': disturbed(kafka, cut),
  'kafka-delayed': disturbed(kafka, delayed),
  'kafka-slow': disturbed(kafka, slow),
  'kafka-black-hole': disturbed(kafka, blackHole),
  'redis-cut': disturbed(redis, cut),
  'redis-delayed': disturbed(redis, delayed),
  'redis-slow': disturbed(redis, slow),
  'redis-black-hole': disturbed(redis, blackHole),
} as const;
