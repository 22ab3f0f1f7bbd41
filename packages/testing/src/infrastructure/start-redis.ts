import { infrastructureConfig } from './config.js';
import { containerEngine } from './container-engine.js';
import { freePort } from './free-port.js';
import { REDIS_SOURCES, type RedisBinary, type RedisSource } from './redis-binaries.js';
import { pingRedis, probeRedis } from './redis-probe.js';
import { InfrastructureUnavailable, serverOfTheEnvironment, type ProvisionOptions, type RunningServer } from './running-server.js';
import { ServerContainer } from './server-container.js';
import { ServerProcess } from './server-process.js';

/** A Redis with vector sets. */
export interface RunningRedis extends RunningServer {
  /** `redis://host:port` */
  readonly url: string;
}

const READY_WITHIN_MS = 30_000;
// What is acknowledged survives SIGKILL: the append-only file is written before the reply.
const DURABLE = ['--appendonly', 'yes', '--save', ''];

/**
 * Starts a Redis >= 8: the one of `REDIS_URL`, else a container where an engine answers, else a process (installed into the cache when needed).
 * Whichever it is has proved VADD and VSIM, and keeps acknowledged writes over {@link RunningServer.kill} and {@link RunningServer.restart}.
 * @throws InfrastructureUnavailable when no way works on this machine
 */
export async function startRedis(options: ProvisionOptions = {}): Promise<RunningRedis> {
  const config = infrastructureConfig();
  const report = options.report ?? ((): void => undefined);
  if (config.redisUrl !== null && options.own !== true) {
    const version = await probeRedis(config.redisUrl);
    report(`Redis ${version} of the environment (REDIS_URL)`);
    return { ...serverOfTheEnvironment(version, 'Redis'), url: config.redisUrl };
  }
  const tried: string[] = [];
  if ((await containerEngine(config)) !== null) {
    const redis = await attempt('container redis:8', tried, () => inContainer());
    if (redis !== null) return announced(redis, 'container redis:8', report);
  } else {
    tried.push('no container engine answers');
  }
  for (const source of REDIS_SOURCES) {
    const redis = await attempt(source.name, tried, () => asProcess(source));
    if (redis !== null) return announced(redis, source.name, report);
  }
  throw new InfrastructureUnavailable('Redis', tried, 'Set REDIS_URL, start Docker or Podman, or install Redis 8 or python3 with pip.');
}

async function attempt(name: string, tried: string[], start: () => Promise<RunningRedis>): Promise<RunningRedis | null> {
  try {
    return await start();
  } catch (error) {
    tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function announced(redis: RunningRedis, name: string, report: (line: string) => void): RunningRedis {
  report(`Redis ${redis.version} at ${redis.url} (${redis.how}: ${name})`);
  return redis;
}

async function inContainer(): Promise<RunningRedis> {
  const hostPort = await freePort();
  const url = `redis://127.0.0.1:${hostPort}`;
  const server = await ServerContainer.start({ image: 'redis:8', containerPort: 6379, hostPort, environment: {}, command: ['redis-server', ...DURABLE], answers: () => pingRedis(url), readyWithinMs: READY_WITHIN_MS });
  return running(server, 'containers', url);
}

async function asProcess(source: RedisSource): Promise<RunningRedis> {
  const binary: RedisBinary = await source.find();
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const server = await ServerProcess.start({
    name: 'redis',
    program: binary.program,
    args: (folder) => [...binary.args, '--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...DURABLE],
    answers: () => pingRedis(url),
    readyWithinMs: READY_WITHIN_MS,
  });
  return running(server, 'processes', url);
}

async function running(server: ServerProcess | ServerContainer, how: RunningServer['how'], url: string): Promise<RunningRedis> {
  try {
    const version = await probeRedis(url);
    return { how, url, version, kill: (signal) => server.kill(signal), restart: () => server.restart(), stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
