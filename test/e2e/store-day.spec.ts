import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { describeWithPlatform } from '../provided.js';
import { VitrineProcess, type Variables } from './vitrine-process.js';

const SERVICES = ['ingest', 'reco-worker', 'face-worker', 'trainer', 'booth'] as const;
/** One partition a topic, so that receipts come in one order in both runs. */
const COMMON: Variables = {
  VITRINE_PARTITIONS: '1', VITRINE_LOG_LEVEL: 'warn', VITRINE_API_KEYS: '',
  // A receipt's id, which holds the chain, seeds what is drawn while it is learnt.
  VITRINE_CHAIN_ID: `e2e-${Date.now()}`,
  // What depends on the moment at which something is written, and not on what was sold, is left out of the comparison.
  VITRINE_VECTORS_GROWTH: '1', VITRINE_VECTORS_PUBLISH_MS: '3600000', VITRINE_CANDIDATE_CACHE_MS: '0', VITRINE_LEARNER_COMMIT_MS: '500',
};
/** Four days of history are enough to compare by. */
const SAMPLE = ['--history-days', '4', '--till', 'live', '--lockstep'];
const NOON_UTC = 17;
const PATIENCE_MS = 480_000;

interface Report {
  readonly members: number;
  readonly recognised: number;
  readonly misidentified: number;
  readonly strangers: number;
  readonly offersWatched: number;
  readonly offersChanged: number;
  readonly visits: readonly { readonly person: string; readonly outcome: string; readonly memberId: string | null; readonly offers: readonly string[]; readonly offersAfterPurchase: readonly string[] | null }[];
}

/** Moves a clock to five past noon in the stores' time, for both runs alike: what sells in an hour of the day counts. */
function atNoon(): string {
  const now = new Date();
  const noon = new Date(now);
  noon.setUTCHours(NOON_UTC, 5, 0, 0);
  if (noon < now) noon.setUTCDate(noon.getUTCDate() + 1);
  return String(noon.getTime() - now.getTime());
}

describeWithPlatform('the sample store day', ({ brokers, redisUrl }) => {
  const running: VitrineProcess[] = [];
  const folders: string[] = [];
  let embedded: Report;
  let distributed: Report;

  afterAll(async () => {
    await Promise.all(running.map((process) => process.stop()));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  it('recognises every member and no stranger in one process', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-e2e-'));
    folders.push(folder);
    const process = VitrineProcess.start(['demo', '--exit-after-demo', ...SAMPLE, '--json'], { ...COMMON, VITRINE_CLOCK_OFFSET_MS: atNoon(), VITRINE_PORT: '0', VITRINE_DATA_DIR: folder });
    running.push(process);
    embedded = JSON.parse(await process.result()) as Report;
    expect(embedded).toMatchObject({ recognised: embedded.members, misidentified: 0 });
    expect(embedded.members).toBeGreaterThan(3);
    expect(embedded.offersChanged).toBeGreaterThan(0);
  }, PATIENCE_MS);

  it('goes the same way with every service a process of its own, on Kafka and Redis', async () => {
    const variables: Variables = {
      ...COMMON, VITRINE_MODE: 'distributed', VITRINE_MASTER_KEY: randomBytes(32).toString('base64'),
      VITRINE_CLOCK_OFFSET_MS: atNoon(), KAFKA_BROKERS: brokers.join(','), REDIS_URL: redisUrl,
    };
    const urls = new Map<string, string>();
    for (const service of SERVICES) {
      const { process, url } = await VitrineProcess.serve(service, variables);
      running.push(process);
      urls.set(service, url);
    }
    const simulation = VitrineProcess.start(['simulate', '--url', urls.get('ingest') ?? '', ...SAMPLE, '--json'], variables);
    running.push(simulation);
    distributed = JSON.parse(await simulation.result()) as Report;
    expect(distributed).toMatchObject({ recognised: embedded.recognised, misidentified: 0, strangers: embedded.strangers });
    expect(distributed.visits).toEqual(embedded.visits);
  }, PATIENCE_MS);

  it('ends every service in good order on SIGTERM', async () => {
    const services = running.filter(({ name }) => name.startsWith('serve'));
    expect(await Promise.all(services.map((service) => service.stop()))).toEqual(SERVICES.map(() => 0));
  }, 60_000);
});
