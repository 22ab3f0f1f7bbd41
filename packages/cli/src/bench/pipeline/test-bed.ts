import { randomBytes } from 'node:crypto';
import type { EventLog } from '@vitrine/messaging';
import { Metrics, openInfrastructure, platformEnvironment, readConfiguration, SystemClock, type Environment, type Infrastructure } from '@vitrine/runtime';
import type { RunningKafka, RunningRedis } from '@vitrine/testing/infrastructure';
import { tell } from '../../output/write-result.js';
import { ServiceProcess } from './service-process.js';

/** A Kafka, a Redis, and ingest and a reco-worker as processes of their own on them. */
export interface TestBed {
  readonly brokers: readonly string[];
  readonly ingest: ServiceProcess;
  /** The reco-worker; gone while `pauseOffers` holds. */
  readonly reco: ServiceProcess;
  /** The same log and state as the services have. */
  readonly infrastructure: Infrastructure;
  /** Ends the reco-worker, so that what is measured meanwhile has the machine as its peer has it. */
  pauseOffers(): Promise<void>;
  /** Starts it again; resolves when it is ready. */
  resumeOffers(): Promise<void>;
  close(): Promise<void>;
}

/** The chain that is benched. */
export const BENCH_CHAIN = 'bench';

/** Starts all of it; what was started is stopped again when something fails. */
export async function openTestBed(environment: Environment): Promise<TestBed> {
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
    tell('starting ingest and a reco-worker');
    const start = async (service: string): Promise<ServiceProcess> => {
      const process = await ServiceProcess.start(service, { ...environment, ...settings });
      opened.push(() => process.stop());
      return process;
    };
    const ingest = await start('ingest');
    const bed = {
      brokers: kafka.brokers, ingest, reco: await start('reco-worker'), infrastructure, close,
      pauseOffers: () => bed.reco.stop(),
      resumeOffers: async () => { bed.reco = await start('reco-worker'); },
    };
    return bed;
  } catch (error) {
    await close();
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
