import type { Command } from 'commander';
import { VitrineError } from '@vitrine/contracts';
import { gatheringOver, RecoWorkerConfig, recoWorkerEnvironment } from '@vitrine/reco-worker';
import { readConfiguration } from '@vitrine/runtime';
import { SHIPPED_MODEL } from '@vitrine/recommender';
import type { MemberRecord, StoreRecord, TasteRecord } from '@vitrine/state';
import { positiveNumber } from '../../input/positive-number.js';
import { tell, writeJson, writeTable } from '../../output/write-result.js';
import { machine } from '../machine.js';
import { median } from '../median.js';
import { openOwnRedis, type OwnRedis } from '../own-redis.js';
import { CHAIN_NOW_MS, madeTaste, writeChain, type ChainSize } from './made-chain.js';

interface GatheringOptions extends ChainSize {
  readonly shoppers: number;
  readonly bought: number;
  readonly rounds: number;
  readonly json?: boolean;
}

type Gathering = ReturnType<typeof gatheringOver>;

/** Milliseconds of processor time that one of them takes. */
interface Cost {
  /** Of Redis's one thread. */
  readonly redis: number;
  readonly worker: number;
}

interface Costs {
  /** Each for itself, by a worker that remembers nothing. */
  readonly alone: Cost;
  /** All of them within the time for which a reading serves. */
  readonly together: Cost;
}

/** `vitrine bench gathering`: what reading all that decisions are made from takes. */
export function gatheringCommand(bench: Command): void {
  bench
    .command('gathering')
    .description('what a reco-worker and Redis take to gather a store’s promotions with their figures, and what is known of a shopper: each alone, and many of a region at once, who share what is the same for all')
    .option('--stores <n>', 'stores', positiveNumber, 50)
    .option('--products <n>', 'products that are sold and promoted', positiveNumber, 2000)
    .option('--promotions <n>', 'products that each store promotes', positiveNumber, 800)
    .option('--shoppers <n>', 'shoppers', positiveNumber, 50)
    .option('--bought <n>', 'products in the history of each', positiveNumber, 100)
    .option('--rounds <n>', 'measurements, of which the median is told', positiveNumber, 5)
    .option('--json', 'print one JSON object')
    .action(run);
}

async function run({ shoppers, bought, rounds, json, ...size }: GatheringOptions): Promise<void> {
  if (size.promotions > size.products) throw new VitrineError('invalid_field', `--promotions ${size.promotions} is more than the ${size.products} products there are`, { field: '--promotions' });
  const redis = await openOwnRedis(CHAIN_NOW_MS);
  try {
    tell(`writing ${size.stores} stores`);
    const stores = await writeChain(redis.state, size);
    const tastes = Array.from({ length: shoppers }, (_, number) => madeTaste(number, bought, size.products));
    const store = await costs(redis, rounds, stores, (one, { candidates }) => candidates.of(one, false));
    const withVectors = await costs(redis, rounds, stores, (one, { candidates }) => candidates.of(one, true));
    const shopper = await costs(redis, rounds, tastes, (taste, gathering) => gathering.shoppers.of({ member: memberOf(taste), taste }, stores[0]!, SHIPPED_MODEL));
    if (json === true) {
      return writeJson({
        unit: 'milliseconds of Redis a store', ours: store.together.redis, peers: { alone: store.alone.redis }, ratio: { alone: store.together.redis / store.alone.redis },
        store, withVectors, shopper, settings: { ...size, shoppers, bought, rounds }, machine: machine(),
      });
    }
    writeTable(['processor time, ms', 'Redis, alone', 'together', 'worker, alone', 'together'], [row('a store', store), row('a store, with vectors', withVectors), row('a shopper', shopper)]);
  } finally {
    await redis.close();
  }
}

function row(what: string, { alone, together }: Costs): string[] {
  return [what, ...[alone.redis, together.redis, alone.worker, together.worker].map((ms) => ms.toFixed(2))];
}

function memberOf({ chainId, memberId }: TasteRecord): MemberRecord {
  return { chainId, memberId, changedAtMs: CHAIN_NOW_MS, active: true, deniedCategories: [], consents: [] };
}

async function costs<Asked extends StoreRecord | TasteRecord>(redis: OwnRedis, rounds: number, asked: readonly Asked[], gather: (one: Asked, gathering: Gathering) => Promise<unknown>): Promise<Costs> {
  const measured: Record<keyof Costs, Cost[]> = { alone: [], together: [] };
  for (let round = 0; round < rounds; round++) {
    measured.alone.push(await costOf(redis, asked, (one) => gather(one, gathering(redis))));
    const shared = gathering(redis);
    measured.together.push(await costOf(redis, asked, (one) => gather(one, shared)));
  }
  return { alone: middle(measured.alone), together: middle(measured.together) };
}

function middle(measured: readonly Cost[]): Cost {
  return { redis: median(measured.map(({ redis }) => redis)), worker: median(measured.map(({ worker }) => worker)) };
}

/** One that remembers nothing yet. */
function gathering({ state }: OwnRedis): Gathering {
  return gatheringOver(state, new RecoWorkerConfig(readConfiguration(recoWorkerEnvironment, {})), { nowMs: () => CHAIN_NOW_MS });
}

/** What the work takes for one, one after another. */
async function costOf<Asked>(redis: OwnRedis, asked: readonly Asked[], work: (one: Asked) => Promise<unknown>): Promise<Cost> {
  const [seconds, ownBefore] = [await cpuSeconds(redis), process.cpuUsage()];
  for (const one of asked) await work(one);
  const { user, system } = process.cpuUsage(ownBefore);
  return { redis: (((await cpuSeconds(redis)) - seconds) * 1000) / asked.length, worker: (user + system) / 1000 / asked.length };
}

async function cpuSeconds(redis: OwnRedis): Promise<number> {
  return (await redis.told('cpu', 'used_cpu_user')) + (await redis.told('cpu', 'used_cpu_sys'));
}
