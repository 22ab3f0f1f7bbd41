import type { Chain } from './assumptions.js';
import { CAPACITIES } from './capacities.js';

/** How full one of a resource would be, and how many are needed. */
export interface Need {
  readonly resource: string;
  /** Busiest hour's load over what one carries; above `utilisation` more than one is needed. */
  readonly load: number;
  readonly needed: number;
  /** False: there can be only one (a region's learner, a chain's Redis primary), so this is a wall. */
  readonly divisible: boolean;
}

/** What a chain needs. */
export interface Plan {
  readonly peak: { readonly receiptsPerSecond: number; readonly framesPerSecond: number; readonly frameMbPerSecond: number };
  readonly partitions: { readonly purchases: number; readonly frames: number };
  readonly workers: { readonly ingest: number; readonly faceWithoutGpu: number; readonly gpus: number; readonly reco: number; readonly learners: number };
  readonly kafka: { readonly brokers: number; readonly writtenMbPerSecond: number; readonly diskGiB: number };
  /** `busy`: share of the time that its one thread works in the busiest hour. */
  readonly redis: { readonly memoryGiB: number; readonly busy: number };
  readonly network: { readonly clusterInMbPerSecond: number; readonly uplinkMbitPerStore: number };
  /** Fullest first, of those that cannot be divided before those that can. */
  readonly needs: readonly Need[];
  /** What stops growth first: a wall that is full, else whatever needs most. */
  readonly saturatesFirst: string;
}

const MB = 1_000_000;
const GIB = 2 ** 30;
const FRAMES_KEPT_S = 300;
/** As long as `DEFAULT_RETENTION` of the state keeps receipt numbers. */
const LEDGER_DAYS = 60;
const MOST_PARTITIONS_OF_CONTRACT = 12;
const COMMANDS_A_RECEIPT = 15;
/** A slate stands while its session and taste do; so not every frame asks for a decision. Each is reckoned in a store that has to be gathered for it. */
const DECISIONS_A_FRAME = 0.05;
const SHARE_SOLD_IN_STORE = 0.2;

/** Calculates what a chain needs; pure. */
export function planFor(chain: Chain): Plan {
  const receiptsPerSecond = (chain.stores * chain.receiptsPerDay * chain.peakFactor) / (chain.openHours * 3600);
  const framesPerSecond = chain.stores * chain.boothsPerStore * chain.boothBusyShare * chain.framesPerSecond;
  const frameMb = (framesPerSecond * chain.frameBytes) / MB;
  const receiptBytes = CAPACITIES.receiptLogBytes.value + Math.max(0, chain.linesPerReceipt - 2) * CAPACITIES.lineLogBytes.value;
  const lines = receiptsPerSecond * chain.linesPerReceipt;
  const writtenMb = (frameMb + (2 * receiptsPerSecond * receiptBytes) / MB) * chain.replication;
  const decisionsPerSecond = framesPerSecond * DECISIONS_A_FRAME;
  const decision = decisionMs(chain);
  const need = (resource: string, load: number, divisible = true): Need => ({ resource, load, divisible, needed: divisible ? Math.max(1, Math.ceil(load / chain.utilisation)) : 1 });
  const ingest = need('ingest', lines / CAPACITIES.ingestLines.value + frameMb / CAPACITIES.ingestFrames.value);
  const reco = need('reco-workers', lines / CAPACITIES.applyLines.value + (decisionsPerSecond * decision.worker) / 1000);
  const faces = need('face-workers without GPU', framesPerSecond / CAPACITIES.faceFrames.value);
  const gpus = need('GPUs', framesPerSecond / chain.framesPerGpuSecond);
  const brokers = need('Kafka brokers', writtenMb / CAPACITIES.brokerMb.value);
  const learner = need('learner of a region', (receiptsPerSecond / chain.regions) * (chain.linesPerReceipt / 10) * (CAPACITIES.learnMs.value / 1000), false);
  const redis = need('thread of the Redis primary', (receiptsPerSecond * COMMANDS_A_RECEIPT) / CAPACITIES.redisCommands.value + (decisionsPerSecond * decision.redis) / 1000, false);
  const memory = redisGiB(chain);
  const full = need('memory of the Redis primary', memory / CAPACITIES.redisGiB.value, false);
  const needs = [learner, redis, full, ingest, reco, gpus, faces, brokers].toSorted((a, b) => Number(a.divisible) - Number(b.divisible) || b.load - a.load);
  const wall = needs.find(({ divisible, load }) => !divisible && load > chain.utilisation);
  return {
    peak: { receiptsPerSecond, framesPerSecond, frameMbPerSecond: frameMb },
    partitions: { purchases: Math.max(MOST_PARTITIONS_OF_CONTRACT, 2 * reco.needed), frames: Math.max(MOST_PARTITIONS_OF_CONTRACT, 2 * gpus.needed) },
    workers: { ingest: ingest.needed, faceWithoutGpu: faces.needed, gpus: gpus.needed, reco: reco.needed, learners: chain.regions },
    kafka: { brokers: Math.max(chain.replication, brokers.needed), writtenMbPerSecond: writtenMb, diskGiB: diskGiB(chain, receiptBytes, frameMb) },
    redis: { memoryGiB: memory, busy: redis.load },
    network: { clusterInMbPerSecond: frameMb + (receiptsPerSecond * receiptBytes) / MB, uplinkMbitPerStore: (chain.boothsPerStore * chain.framesPerSecond * chain.frameBytes * 8) / MB },
    needs,
    saturatesFirst: wall?.resource ?? needs.toSorted((a, b) => b.load - a.load)[0]?.resource ?? '',
  };
}

/** Milliseconds of the processor that a decision takes with all that is gathered for it. */
function decisionMs({ promotionsPerStore, productsPerMember }: Chain): { readonly worker: number; readonly redis: number } {
  const { decideMs, gatherStoreUs, gatherShopperUs, redisStoreUs, redisShopperUs } = CAPACITIES;
  return {
    worker: decideMs.value + (promotionsPerStore * gatherStoreUs.value + productsPerMember * gatherShopperUs.value) / 1000,
    redis: (promotionsPerStore * redisStoreUs.value + productsPerMember * redisShopperUs.value) / 1000,
  };
}

/** Receipts and the baskets made of them for as long as they are kept, and the frames of five minutes. */
function diskGiB(chain: Chain, receiptBytes: number, frameMb: number): number {
  const receipts = chain.stores * chain.receiptsPerDay * 365 * chain.keptYears * 2 * receiptBytes;
  return ((receipts + frameMb * MB * FRAMES_KEPT_S) * chain.replication) / GIB;
}

function redisGiB(chain: Chain): number {
  const tastes = chain.stores * chain.members * CAPACITIES.tasteBytes.value * (chain.productsPerMember / 100);
  const ledger = chain.stores * chain.receiptsPerDay * LEDGER_DAYS * CAPACITIES.ledgerBytes.value;
  const sold = chain.stores * chain.products * SHARE_SOLD_IN_STORE * CAPACITIES.soldBytes.value;
  const shelf = chain.stores * chain.promotionsPerStore * CAPACITIES.promotionBytes.value + chain.products * chain.regions * CAPACITIES.vectorBytes.value;
  return (tastes + ledger + sold + shelf) / GIB;
}
