import { infrastructureConfig } from './config.js';
import { containerEngine } from './container-engine.js';
import { firstThatWorks } from './first-that-works.js';
import { freePort } from './free-port.js';
import { REDIS_SOURCES, type RedisSource } from './redis-binaries.js';
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
  const engine = options.asProcess === true ? null : await containerEngine(config);
  const { found, name, tried } = await firstThatWorks(report, [
    ...(engine === null ? [] : [{ name: 'container redis:8', start: inContainer }]),
    ...REDIS_SOURCES.map((source) => ({ name: source.name, start: () => asProcess(source) })),
  ]);
  if (found === null) {
    const attempts = engine === null ? ['no container engine answers', ...tried] : tried;
    throw new InfrastructureUnavailable('Redis', attempts, 'Set REDIS_URL, start Docker or Podman, or install Redis 8 or python3 with pip.');
  }
  report(`Redis ${found.version} at ${found.url} (${found.how}: ${name})`);
  return found;
}

async function inContainer(): Promise<RunningRedis> {
  const hostPort = await freePort();
  const url = `redis://127.0.0.1:${hostPort}`;
  const server = await ServerContainer.start({ image: 'redis:8', containerPort: 6379, hostPort, environment: {}, command: ['redis-server', '--protected-mode', 'no', ...DURABLE], answers: () => pingRedis(url), readyWithinMs: READY_WITHIN_MS });
  return running(server, 'containers', url);
}

async function asProcess(source: RedisSource): Promise<RunningRedis> {
  const binary = await source.find();
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
    return { how, url, version, folder: server instanceof ServerProcess ? server.folder : null, kill: (signal) => server.kill(signal), restart: () => server.restart(), stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
