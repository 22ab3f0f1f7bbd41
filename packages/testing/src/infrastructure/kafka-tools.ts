import { join } from 'node:path';
import { CHECKOUT, cachedFolder } from './cache-folder.js';
import { mustRun } from './run-command.js';

/** Release in infra/kafka-tools/pom.xml; the broker's. */
const KAFKA_VERSION = '4.4.0';

/**
 * Class path of Kafka's own performance tools, for `java -cp`; fetched with Maven on the first call.
 * Rejects where Java or Maven is missing, or the jars cannot be had.
 */
export async function kafkaTools(): Promise<string> {
  const jars = await cachedFolder(`kafka-tools-${KAFKA_VERSION}`, async (draft) => {
    const pom = join(CHECKOUT, 'infra', 'kafka-tools', 'pom.xml');
    await mustRun('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`, '-DincludeScope=runtime']);
  });
  return join(jars, '*');
}
