import { setTimeout as delay } from 'node:timers/promises';
import { BasketSold, PurchaseRecorded } from '@vitrine/contracts';
import type { EmbeddedPlatform } from '../platform/embedded-platform.js';
import { between, pick, type Injection } from './injection.js';

type Harm = Injection<EmbeddedPlatform>;

const HOUR_MS = 3_600_000;
const LONGEST_WAIT_MS = 15_000;
const POINTS = [
  `append.before:${PurchaseRecorded.topic.name}`, `append.after:${PurchaseRecorded.topic.name}`, `append.after:${BasketSold.topic.name}`, `commit.before:${PurchaseRecorded.topic.name}`,
  `commit.after:${PurchaseRecorded.topic.name}`, `commit.before:${BasketSold.topic.name}`, `commit.after:${BasketSold.topic.name}`,
] as const;

const killed: Harm = async ({ process }) => {
  const begin = performance.now();
  const back = process.nextReady();
  await process.kill();
  await back;
  return { what: 'kill -9', recoverySeconds: (performance.now() - begin) / 1000 };
};

const frozen: Harm = async ({ process }, { draws }) => {
  const frozenMs = between(2_000, 12_000, draws[0]);
  process.freeze();
  await delay(frozenMs);
  process.thaw();
  return { what: `for ${frozenMs} ms` };
};

const killedAtFailpoint: Harm = async ({ process }, { draws }) => {
  const failpoint = `${pick(POINTS, draws[1])}=${between(1, 12, draws[2])}`;
  await process.stop('SIGKILL');
  await process.start({ VITRINE_FAILPOINTS: failpoint });
  const back = process.nextReady();
  await Promise.race([process.end(), delay(LONGEST_WAIT_MS)]);
  await process.kill();
  await back;
  return { what: failpoint };
};

const wrongClock: Harm = async ({ process }, { draws }) => {
  const offsetMs = between(0, 5 * HOUR_MS, draws[1]);
  await process.stop('SIGKILL');
  await process.start({ VITRINE_CLOCK_OFFSET_MS: String(offsetMs) });
  await delay(between(3_000, 6_000, draws[2]));
  await process.stop('SIGKILL');
  await process.start();
  return { what: `by ${Math.round(offsetMs / 60_000)} minutes` };
};

/** The database may not grow further than a little; then the disk is empty again. */
const fullDisk: Harm = async (platform, { draws }) => {
  const roomBytes = between(50_000, 500_000, draws[0]);
  await platform.process.stop('SIGKILL');
  await platform.process.start({}, await platform.blocksWithRoomFor(roomBytes));
  await delay(between(6_000, 12_000, draws[1]));
  await platform.process.stop('SIGKILL');
  await platform.process.start();
  return { what: `after ${roomBytes} bytes` };
};

export const PROCESS_FAULTS = {
  'process-killed': killed,
  'process-frozen': frozen,
  'process-killed-at-failpoint': killedAtFailpoint,
  'wrong-clock': wrongClock,
  'full-disk': fullDisk,
} as const;
