import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestCertificates } from './certificates.js';
import { infrastructureConfig } from './config.js';
import { containerEngine } from './container-engine.js';
import { firstThatWorks } from './first-that-works.js';
import { freePort, freePorts } from './free-port.js';
import { JAVA_OPTIONS, kafkaJars } from './kafka-jars.js';
import { probeKafka } from './kafka-probe.js';
import { accessControl, encryption, KAFKA_PROPERTIES, propertiesEnvironment, propertiesFile } from './kafka-properties.js';
import { InfrastructureUnavailable, serverOfTheEnvironment, type ProvisionOptions, type RunningServer } from './running-server.js';
import { ServerContainer } from './server-container.js';
import { ServerProcess } from './server-process.js';

/** A Kafka cluster of one broker (or the environment's). */
export interface RunningKafka extends RunningServer {
  /** `host:port` of the brokers. */
  readonly brokers: readonly string[];
}

/** A broker whose second listener asks for user and password and grants nothing that was not given; the first one may do everything. */
export interface SecuredKafka extends RunningKafka {
  /** `host:port` of the listener with SASL PLAIN. */
  readonly securedBrokers: readonly string[];
}

/** A broker with encrypted listeners beside the open one. */
export interface EncryptedKafka extends RunningKafka {
  /** `host:port` of the listener that asks for user and password, by SASL PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. */
  readonly saslBrokers: readonly string[];
  /** `host:port` of the listener that asks for a client's certificate. */
  readonly certificateBrokers: readonly string[];
}

/** What provisioning a Kafka takes. */
export interface KafkaProvisionOptions extends ProvisionOptions {
  /** `host:port` of a proxy under which the broker announces a second listener; `listening` is told where that one listens. A process then. */
  readonly alsoAt?: { readonly address: string; readonly listening: (address: string) => void };
}

const IMAGE_VERSION = '4.4.0';
// Three seconds alone, nine on a busy machine, fifteen after a SIGKILL.
const READY_WITHIN_MS = 60_000;

/**
 * Starts a Kafka 4: the one of `KAFKA_BROKERS`, else a container where an engine answers, else a Java process (jars fetched with Maven when needed).
 * Resolves once it answers; acknowledged records survive {@link RunningServer.kill} and {@link RunningServer.restart}.
 * @throws InfrastructureUnavailable when no way works on this machine
 */
export async function startKafka(options: KafkaProvisionOptions = {}): Promise<RunningKafka> {
  const config = infrastructureConfig();
  const report = options.report ?? ((): void => undefined);
  if (config.kafkaBrokers !== null && options.own !== true) {
    await probeKafka(config.kafkaBrokers);
    report(`Kafka of the environment (KAFKA_BROKERS=${config.kafkaBrokers.join(',')})`);
    return { ...serverOfTheEnvironment('unknown', 'Kafka'), brokers: config.kafkaBrokers };
  }
  const engine = options.asProcess === true || options.alsoAt !== undefined ? null : await containerEngine(config);
  const { found, name, tried } = await firstThatWorks(report, [
    ...(engine === null ? [] : [{ name: `container apache/kafka:${IMAGE_VERSION}`, start: inContainer }]),
    { name: 'Java process, jars from Maven', start: () => behindProxy(options.alsoAt) },
  ]);
  if (found === null) {
    const attempts = engine === null ? ['no container engine answers', ...tried] : tried;
    throw new InfrastructureUnavailable('Kafka', attempts, 'Set KAFKA_BROKERS, start Docker or Podman, or install Java 17 and Maven.');
  }
  report(`Kafka ${found.version} at ${found.brokers.join(',')} (${found.how}: ${name})`);
  return found;
}

async function inContainer(): Promise<RunningKafka> {
  const hostPort = await freePort();
  const brokers = [`127.0.0.1:${hostPort}`];
  const environment = propertiesEnvironment({
    ...KAFKA_PROPERTIES,
    'listeners': 'PLAINTEXT://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093',
    'advertised.listeners': `PLAINTEXT://${brokers[0]}`,
    'controller.quorum.voters': '1@127.0.0.1:9093',
  });
  const server = await ServerContainer.start({
    image: `apache/kafka:${IMAGE_VERSION}`, containerPort: 9092, hostPort, environment, command: [],
    answers: () => probeKafka(brokers), readyWithinMs: READY_WITHIN_MS,
  });
  return running(server, 'containers', IMAGE_VERSION, brokers);
}

/**
 * Starts a Java process with access control; `users` are names with their passwords.
 * @throws InfrastructureUnavailable where there is no Java or Maven
 */
export async function startSecuredKafka(users: Readonly<Record<string, string>>): Promise<SecuredKafka> {
  const [port] = await freePorts(1);
  const secured = `127.0.0.1:${port}`;
  try {
    return { ...(await asProcess({ listener: `SASL_PLAINTEXT://${secured}`, properties: accessControl(users) })), securedBrokers: [secured] };
  } catch (error) {
    throw new InfrastructureUnavailable('Kafka', [error instanceof Error ? error.message : String(error)], 'A broker with access control needs Java 17 and Maven.');
  }
}

/**
 * Starts a Java process with encrypted listeners; `users` are names with their passwords.
 * @throws InfrastructureUnavailable where there is no Java or Maven
 */
export async function startEncryptedKafka(users: Readonly<Record<string, string>>, certificates: TestCertificates): Promise<EncryptedKafka> {
  const [sasl, certificate] = (await freePorts(2)).map((port) => `127.0.0.1:${port}`) as [string, string];
  try {
    const kafka = await asProcess({ listener: `SASL_SSL://${sasl},SSL://${certificate}`, properties: encryption(users, certificates), scramUsers: users });
    return { ...kafka, saslBrokers: [sasl], certificateBrokers: [certificate] };
  } catch (error) {
    throw new InfrastructureUnavailable('Kafka', [error instanceof Error ? error.message : String(error)], 'An encrypted broker needs Java 17 and Maven.');
  }
}

/** A second listener without any demands, announced under another address. */
async function behindProxy(alsoAt: KafkaProvisionOptions['alsoAt']): Promise<RunningKafka> {
  if (alsoAt === undefined) return asProcess();
  const [port] = await freePorts(1);
  alsoAt.listening(`127.0.0.1:${port}`);
  const properties = { 'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SECOND:PLAINTEXT,CONTROLLER:PLAINTEXT' };
  return asProcess({ listener: `SECOND://127.0.0.1:${port}`, announced: `SECOND://${alsoAt.address}`, properties });
}

interface Extra {
  readonly listener: string;
  /** Where clients of that listener are sent, if not to itself. */
  readonly announced?: string;
  readonly properties: Readonly<Record<string, string>>;
  /** Names with their passwords. */
  readonly scramUsers?: Readonly<Record<string, string>>;
}

async function asProcess(extra?: Extra): Promise<RunningKafka> {
  const jars = await kafkaJars();
  const [port, controllerPort] = await freePorts(2);
  const brokers = [`127.0.0.1:${port}`];
  const more = extra === undefined ? '' : `,${extra.listener}`;
  const server = await ServerProcess.start({
    name: 'kafka',
    program: 'java',
    prepare: async (folder) => {
      if (extra?.scramUsers === undefined) jars.seed(join(folder, 'data'));
      else await jars.seedWithUsers(folder, extra.scramUsers);
      writeFileSync(join(folder, 'server.properties'), propertiesFile({
        ...KAFKA_PROPERTIES,
        ...extra?.properties,
        'listeners': `PLAINTEXT://${brokers[0]},CONTROLLER://127.0.0.1:${controllerPort}${more}`,
        ...(extra?.announced === undefined ? {} : { 'advertised.listeners': `PLAINTEXT://${brokers[0]},${extra.announced}` }),
        'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
        'log.dirs': join(folder, 'data'),
      }));
    },
    args: () => [...JAVA_OPTIONS, '-cp', jars.classPath, 'kafka.Kafka', 'server.properties'],
    answers: () => probeKafka(brokers),
    readyWithinMs: READY_WITHIN_MS,
  });
  return running(server, 'processes', jars.version, brokers);
}

function running(server: ServerProcess | ServerContainer, how: RunningServer['how'], version: string, brokers: readonly string[]): RunningKafka {
  return { how, brokers, version, folder: server instanceof ServerProcess ? server.folder : null, kill: (signal) => server.kill(signal), restart: () => server.restart(), stop: () => server.stop() };
}
