import { setTimeout as delay } from 'node:timers/promises';
import { BasketSold, IdentityResolved, PurchaseRecorded } from '@vitrine/contracts';
import type { DistributedPlatform } from '../platform/distributed-platform.js';
import { between, pick, type Injection } from './injection.js';

type Harm = Injection<DistributedPlatform>;

const WORKERS = ['reco-worker', 'reco-worker', 'face-worker'] as const;
const HOUR_MS = 3_600_000;
/** A stopped process must be gone from its groups before it comes back. */
const BEYOND_SESSION_MS = 4_000;

const workerKilled: Harm = async (platform, { draws }, { recovery }) => {
  const worker = pick(platform.of(pick(WORKERS, draws[0])), draws[1]);
  const back = worker.nextReady();
  await worker.kill();
  const recoverySeconds = await recovery();
  await back;
  return { what: worker.name, recoverySeconds };
};

const workerFrozen: Harm = async (platform, { draws }, { recovery, sessionTimeoutMs }) => {
  const worker = pick(platform.of(pick(WORKERS, draws[0])), draws[1]);
  const frozenMs = sessionTimeoutMs + BEYOND_SESSION_MS + between(0, 4_000, draws[2]);
  worker.freeze();
  const recovering = recovery();
  await delay(frozenMs);
  worker.thaw();
  return { what: `${worker.name} for ${frozenMs} ms, then it wrote on`, recoverySeconds: await recovering };
};

/** Points between an effect and its position. */
const POINTS = [
  `append.after:${BasketSold.topic.name}`, `commit.before:${PurchaseRecorded.topic.name}`, `commit.after:${PurchaseRecorded.topic.name}`, `commit.before:${BasketSold.topic.name}`,
  `commit.after:${BasketSold.topic.name}`, `commit.before:${IdentityResolved.topic.name}`, `commit.after:${IdentityResolved.topic.name}`,
] as const;
const LONGEST_WAIT_MS = 15_000;

const workerKilledAtFailpoint: Harm = async (platform, { draws }, { recovery }) => {
  const worker = pick(platform.of('reco-worker'), draws[0]);
  const failpoint = `${pick(POINTS, draws[1])}=${between(1, 12, draws[2])}`;
  await worker.stop();
  await worker.start({ VITRINE_FAILPOINTS: failpoint });
  const back = worker.nextReady();
  // The point may belong to partitions of the other worker; then this one is killed where it stands.
  await Promise.race([worker.end(), delay(LONGEST_WAIT_MS)]);
  await worker.kill();
  const recoverySeconds = await recovery();
  await back;
  return { what: `${worker.name} at ${failpoint}`, recoverySeconds };
};

const ingestKilled: Harm = async (platform, _fault, { recovery }) => {
  const [ingest] = platform.of('ingest');
  if (ingest === undefined) throw new Error('there is no ingest');
  const back = ingest.nextReady();
  await ingest.kill();
  await back;
  return { what: ingest.name, recoverySeconds: await recovery() };
};

/** A worker's, or ingest's, which dates what is announced; ingest's only ahead, as a frame of now is refused by a clock that is behind. */
const wrongClock: Harm = async (platform, { draws }, { recovery }) => {
  const worker = pick([...platform.of('reco-worker'), ...platform.of('ingest')], draws[0]);
  const drawnMs = between(-5 * HOUR_MS, 5 * HOUR_MS, draws[1]);
  const offsetMs = worker.name.startsWith('ingest') ? Math.abs(drawnMs) : drawnMs;
  await worker.stop();
  await worker.start({ VITRINE_CLOCK_OFFSET_MS: String(offsetMs) });
  await delay(between(4_000, 8_000, draws[2]));
  await worker.stop();
  await worker.start();
  return { what: `${worker.name} by ${Math.round(offsetMs / 60_000)} minutes`, recoverySeconds: await recovery() };
};

/** 1 -> 4 -> 1 and back to two, under load. */
const rebalanceStorm: Harm = async (platform, { draws }, { recovery }) => {
  const [first, second] = platform.of('reco-worker');
  if (first === undefined || second === undefined) throw new Error('there are fewer than two reco-workers');
  await second.stop('SIGKILL');
  const others = [platform.add('reco-worker'), platform.add('reco-worker')];
  await Promise.all([second.start(), ...others.map((worker) => worker.start())]);
  await delay(between(500, 2_000, draws[0]));
  await Promise.all([second, ...others].map((worker, n) => worker.stop(n === 1 ? 'SIGKILL' : 'SIGTERM')));
  for (const worker of others) platform.remove(worker);
  const recoverySeconds = await recovery();
  await second.start();
  return { what: 'reco-workers 1, 4, 1', recoverySeconds };
};

export const WORKER_FAULTS = {
  'worker-killed': workerKilled,
  'worker-frozen': workerFrozen,
  'worker-killed-at-failpoint': workerKilledAtFailpoint,
  'ingest-killed': ingestKilled,
  'wrong-clock': wrongClock,
  'rebalance-storm': rebalanceStorm,
} as const;
