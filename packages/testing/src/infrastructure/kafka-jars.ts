import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, cachedFolder } from './cache-folder.js';
import { KAFKA_PROPERTIES, propertiesFile } from './kafka-properties.js';
import { mustRun } from './run-command.js';

/** Version in infra/kafka/pom.xml; part of the cache's name. */
const KAFKA_VERSION = '4.4.0';

/** A broker's class path and a formatted, empty data folder to copy. */
export interface KafkaJars {
  readonly version: string;
  /** For `java -cp`. */
  readonly classPath: string;
  /** Copies an empty formatted log into `folder`, which is what `StorageTool format` would make anew in two seconds. */
  readonly seed: (folder: string) => void;
  /** Formats a log into `folder/data` that knows these users for SCRAM, by their passwords. */
  readonly seedWithUsers: (folder: string, users: Readonly<Record<string, string>>) => Promise<void>;
}

/** Small and quick to start rather than fast: a broker for tests. */
export const JAVA_OPTIONS: readonly string[] = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];

/** Cluster of every test broker: they never meet. */
export const CLUSTER_ID = 'dml0cmluZS10ZXN0cy1rYQ';

/**
 * Fetches the jars with Maven on the first call.
 * Rejects where Java 17 or Maven is missing, or the jars cannot be had.
 */
export async function kafkaJars(): Promise<KafkaJars> {
  await requireJava();
  const jars = await cachedFolder(`kafka-jars-${KAFKA_VERSION}`, async (draft) => {
    const pom = join(CHECKOUT, 'infra', 'kafka', 'pom.xml');
    await mustRun('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`, '-DincludeScope=runtime']);
    if (!readdirSync(draft).includes(`kafka_2.13-${KAFKA_VERSION}.jar`)) throw new Error('Maven copied no broker');
  });
  const classPath = join(jars, '*');
  const seed = await cachedFolder(`kafka-seed-${KAFKA_VERSION}`, (draft) => format(classPath, draft));
  return { version: KAFKA_VERSION, classPath, seed: (folder) => cpSync(join(seed, 'data'), folder, { recursive: true }), seedWithUsers: (folder, users) => format(classPath, folder, users) };
}

async function requireJava(): Promise<void> {
  const banner = await mustRun('java', ['-XshowSettings:properties', '-version'], { timeoutMs: 30_000 });
  const major = Number(/java\.specification\.version = (\d+)/.exec(banner)?.[1] ?? 0);
  if (major < 17) throw new Error(`Java ${major} is too old for Kafka 4; 17 or later is needed`);
}

async function format(classPath: string, draft: string, scramUsers: Readonly<Record<string, string>> = {}): Promise<void> {
  const file = join(draft, 'server.properties');
  const scram = Object.entries(scramUsers).flatMap(([name, password]) => ['SHA-256', 'SHA-512'].flatMap((hash) => ['--add-scram', `SCRAM-${hash}=[name=${name},password=${password}]`]));
  mkdirSync(join(draft, 'data'));
  // The port stands for any: static voters are not written into the log.
  writeFileSync(file, propertiesFile({
    ...KAFKA_PROPERTIES,
    'listeners': 'PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093',
    'controller.quorum.voters': '1@127.0.0.1:9093',
    'log.dirs': join(draft, 'data'),
  }));
  await mustRun('java', ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=error', '-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', file, ...scram]);
}
