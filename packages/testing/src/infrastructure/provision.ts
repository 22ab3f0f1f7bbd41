import { infrastructureConfig } from './config.js';
import { containerEngine } from './container-engine.js';
import { kafkaJars } from './kafka-jars.js';
import { startRedis } from './start-redis.js';

/**
 * Fetches ahead of the tests what they would fetch at their start, so that a slow download shows and counts against no test.
 * What cannot be had is reported; the specs that need it are skipped then, except in CI.
 * @returns false when CI requires what is missing
 */
export async function provision(report: (line: string) => void): Promise<boolean> {
  const config = infrastructureConfig();
  const steps = [
    async (): Promise<void> => {
      const redis = await startRedis({ report });
      await redis.stop();
    },
    async (): Promise<void> => {
      if (config.kafkaBrokers !== null) return report(`Kafka: ${config.kafkaBrokers.join(',')} of the environment`);
      if ((await containerEngine(config)) !== null) return report('Kafka: as a container');
      const { version } = await kafkaJars();
      report(`Kafka ${version}: jars from Maven are here`);
    },
  ];
  let complete = true;
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      complete = false;
      report(`not available here: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return complete || !config.required;
}
