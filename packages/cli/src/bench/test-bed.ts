import { randomBytes } from 'node:crypto';
import type { EventLog } from '@vitrine/messaging';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, SystemClock, type Environment, type Infrastructure } from '@vitrine/runtime';
import type { RunningKafka, RunningRedis } from '@vitrine/testing/infrastructure';
import { tell } from '../output/write-result.js';
import { ServiceProcess } from './service-process.js';

/** A Kafka and a Redis of their own. */
export interface Servers {
  readonly brokers: readonly string[];
  /** The same log and state as the services have. */
  readonly infrastructure: Infrastructure;
  /** Starts a service on them, as a process of its own. */
  start(service: string): Promise<ServiceProcess>;
  /** Stops everything that was started. */
  close(): Promise<void>;
}

/** The same with ingest and a reco-worker. */
export interface TestBed extends Servers {
  readonly ingest: ServiceProcess;
  /** All ingest processes, that one first. */
  readonly ingests: readonly ServiceProcess[];
  /** The reco-worker; gone while `pauseOffers` holds. */
  readonly reco: ServiceProcess;
  /** Ends the reco-worker, so that what is measured meanwhile has the machine as its peer has it. */
  pauseOffers(): Promise<void>;
  /** Starts it again; resolves when it is ready. */
  resumeOffers(): Promise<void>;
}

/** The chain that is benched. */
export const BENCH_CHAIN = 'bench';

/** What was started is stopped again when something fails. */
export async function openServers(environment: Environment): Promise<Servers> {
  const { startKafka, startRedis } = await import('@vitrine/testing/infrastructure');
  const opened: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => { for (const end of opened.splice(0).toReversed()) await end(); };
  try {
    const kafka = await startKafka({ own: true, report: tell });
    opened.push(() => kafka.stop());
    const redis = await startRedis({ own: true, report: tell });
    opened.push(() => redis.stop());
    const settings = settingsOn(kafka, redis);
    const infrastructure = await openInfrastructure(readConfiguration(platformEnvironment, settings), new SystemClock(0), new Metrics(false));
    opened.push(() => infrastructure.close());
    const start = async (service: string): Promise<ServiceProcess> => {
      const process = await ServiceProcess.start(service, { ...environment, ...settings });
      opened.push(() => process.stop());
      return process;
    };
    return { brokers: kafka.brokers, infrastructure, start, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts servers, so many ingest processes and a reco-worker. */
export async function openTestBed(environment: Environment, ingestProcesses = 1): Promise<TestBed> {
  const servers = await openServers(environment);
  try {
    tell('starting ingest and a reco-worker');
    const ingest = await servers.start('ingest');
    const ingests = [ingest];
    while (ingests.length < ingestProcesses) ingests.push(await servers.start('ingest'));
    const bed = {
      ...servers, ingest, ingests, reco: await servers.start('reco-worker'),
      pauseOffers: () => bed.reco.stop(),
      resumeOffers: async () => { bed.reco = await servers.start('reco-worker'); },
    };
    return bed;
  } catch (error) {
    await servers.close();
    throw error;
  }
}

/** Records of a topic that a group has not dealt with. */
export async function behind(log: EventLog, group: string, topic: string): Promise<number> {
  return (await log.lag(group, topic)).reduce((sum, { lag }) => sum + lag, 0);
}

function settingsOn(kafka: RunningKafka, redis: RunningRedis): Environment {
  return {
    VITRINE_MODE: 'distributed', VITRINE_CHAIN_ID: BENCH_CHAIN, VITRINE_PORT: '0', VITRINE_LOG_LEVEL: 'warn', VITRINE_MASTER_KEY: randomBytes(32).toString('base64'),
    KAFKA_BROKERS: kafka.brokers.join(','), REDIS_URL: redis.url, NODE_ENV: 'production',
  };
}
