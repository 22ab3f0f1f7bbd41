import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { EventLog } from '@vitrine/messaging';
import type { State } from '@vitrine/state';
import type { Clock } from './clock.js';
import { deploymentName } from './deployment-name.js';
import { armFailpoints } from './failpoints.js';
import { kafkaSecurity } from './kafka-security.js';
import { masterKey } from './master-key.js';
import { Metrics } from './metrics.js';
import type { PlatformConfig } from './platform-config.js';

/** The log and the state that a process works on. */
export interface Infrastructure {
  readonly log: EventLog;
  readonly state: State;
  close(): Promise<void>;
}

/** Opens what the configuration names. Adapters are loaded only when they are used. */
export async function openInfrastructure(config: PlatformConfig, clock: Clock, metrics = new Metrics(false)): Promise<Infrastructure> {
  const infrastructure = await (config.VITRINE_MODE === 'embedded' ? openEmbedded(config, clock, metrics) : openDistributed(config, clock));
  armFailpoints(infrastructure, config.VITRINE_FAILPOINTS);
  return infrastructure;
}

async function openEmbedded(config: PlatformConfig, clock: Clock, metrics: Metrics): Promise<Infrastructure> {
  const [{ EmbeddedEventLog }, { openEmbeddedState }, lmdb] = await Promise.all([import('@vitrine/messaging/embedded'), import('@vitrine/state/embedded'), import('lmdb')]);
  await mkdir(config.VITRINE_DATA_DIR, { recursive: true });
  const key = await masterKey(config.VITRINE_MASTER_KEY, config.VITRINE_DATA_DIR);
  const root = lmdb.open({ path: join(config.VITRINE_DATA_DIR, 'vitrine.lmdb'), maxDbs: 64, mapSize: 64 * 2 ** 30 });
  const evicted = metrics.counter('vitrine_log_evicted_records_total', 'Records of a memory topic that left the ring before a group had them', ['group', 'topic']);
  const log = await EmbeddedEventLog.open({ root }, { clock, onEvicted: ({ group, topic }, records) => evicted.inc({ group, topic }, records) });
  const state = await openEmbeddedState({ root, masterKey: key, clock });
  return { log, state, close: async () => { await log.close(); await state.store.close(); await root.close(); } };
}

async function openDistributed(config: PlatformConfig, clock: Clock): Promise<Infrastructure> {
  const [{ KafkaEventLog }, { openRedisState }] = await Promise.all([import('@vitrine/messaging/kafka'), import('@vitrine/state/redis')]);
  const key = await masterKey(config.VITRINE_MASTER_KEY, config.VITRINE_DATA_DIR);
  const security = await kafkaSecurity(config);
  const state = await openRedisState({ url: config.REDIS_URL, keyPrefix: `vitrine:${config.VITRINE_CHAIN_ID}`, masterKey: key, clock });
  const log = new KafkaEventLog({
    brokers: config.KAFKA_BROKERS, clientId: 'vitrine', deployment: deploymentName(config, key), ...security, client: config.VITRINE_KAFKA_CLIENT, instanceId: config.KAFKA_INSTANCE_ID, sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT_MS, replicationFactor: config.VITRINE_REPLICATION,
    onClientLog: ({ level, message }) => new Logger('kafka')[level](message),
  });
  return { log, state, close: async () => { await log.close(); await state.store.close(); } };
}
