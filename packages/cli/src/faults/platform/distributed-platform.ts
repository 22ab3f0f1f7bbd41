import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openInfrastructure, platformEnvironment, readConfiguration, SystemClock, type Infrastructure } from '@vitrine/runtime';
import { TcpProxy } from '@vitrine/testing/faults';
import { freePorts, startKafka, startRedis, type RunningKafka, type RunningRedis } from '@vitrine/testing/infrastructure';
import type { CampaignPlatform, Inside } from './campaign-platform.js';
import { ServiceProcess, type Variables } from './service-process.js';
import { commonSettings } from './settings.js';

export interface DistributedSettings {
  /** Folder for the logs of the processes. */
  readonly folder: string;
  readonly partitions: number;
  readonly sessionTimeoutMs: number;
  readonly tell: (line: string) => void;
}

/** Two of each worker; one of what holds nothing. */
const SERVICES = ['ingest', 'booth', 'trainer', 'face-worker', 'face-worker', 'reco-worker', 'reco-worker'] as const;

/** Kafka, Redis and every service as processes, with a proxy before each of the two servers. */
export class DistributedPlatform implements CampaignPlatform {
  readonly services: ServiceProcess[] = [];

  private constructor(
    readonly settings: DistributedSettings,
    readonly kafka: RunningKafka,
    readonly redis: RunningRedis,
    readonly kafkaProxy: TcpProxy,
    readonly redisProxy: TcpProxy,
    private readonly inside: Infrastructure,
    private readonly variables: Variables,
    private readonly ingestPort: number,
  ) {}

  static async start(settings: DistributedSettings): Promise<DistributedPlatform> {
    const { folder, tell, sessionTimeoutMs } = settings;
    await mkdir(folder, { recursive: true });
    const [kafkaProxy, redisProxy] = await Promise.all([TcpProxy.open(), TcpProxy.open()]);
    const kafka = await startKafka({ own: true, report: tell, alsoAt: { address: `127.0.0.1:${kafkaProxy.port}`, listening: (address) => kafkaProxy.leadTo(address) } });
    const redis = await startRedis({ own: true, asProcess: true, report: tell });
    redisProxy.leadTo(new URL(redis.url).host);
    const common: Variables = { ...commonSettings(settings.partitions), VITRINE_MODE: 'distributed', KAFKA_SESSION_TIMEOUT_MS: String(sessionTimeoutMs), VITRINE_DATA_DIR: folder };
    const direct = readConfiguration(platformEnvironment, { ...common, KAFKA_BROKERS: kafka.brokers.join(','), REDIS_URL: redis.url });
    const inside = await openInfrastructure(direct, new SystemClock());
    const [ingestPort = 0] = await freePorts(1);
    const variables = { ...common, KAFKA_BROKERS: `127.0.0.1:${kafkaProxy.port}`, REDIS_URL: `redis://127.0.0.1:${redisProxy.port}` };
    const platform = new DistributedPlatform(settings, kafka, redis, kafkaProxy, redisProxy, inside, variables, ingestPort);
    for (const service of SERVICES) platform.add(service);
    await Promise.all(platform.services.map((service) => service.start()));
    return platform;
  }

  get url(): string {
    return `http://127.0.0.1:${this.ingestPort}`;
  }

  /** The workers of a service. */
  of(service: string): ServiceProcess[] {
    return this.services.filter(({ name }) => name.startsWith(`${service}/`));
  }

  /** A further process of a service, not started yet. */
  add(service: string): ServiceProcess {
    const name = `${service}/${this.of(service).length}`;
    const port = service === 'ingest' ? this.ingestPort : 0;
    const logFile = join(this.settings.folder, `${name.replace('/', '-')}.log`);
    const process = new ServiceProcess({ name, service, variables: { ...this.variables, VITRINE_PORT: String(port) }, logFile });
    this.services.push(process);
    return process;
  }

  /** Takes a process out that was stopped. */
  remove(process: ServiceProcess): void {
    this.services.splice(this.services.indexOf(process), 1);
  }

  async look<T>(work: (inside: Inside) => Promise<T>): Promise<T> {
    return work(this.inside);
  }

  async settle(): Promise<Inside> {
    return this.inside;
  }

  async close(): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop('SIGKILL')));
    await this.inside.close().catch(() => undefined);
    await Promise.all([this.kafkaProxy.close(), this.redisProxy.close(), this.kafka.stop(), this.redis.stop()]);
  }
}
