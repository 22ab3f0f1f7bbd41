import { Kafka, logLevel } from 'kafkajs';

/** Rejects while no broker of the list has a cluster with a broker in it. */
export async function probeKafka(brokers: readonly string[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'vitrine-probe', brokers: [...brokers], logLevel: logLevel.NOTHING, connectionTimeout: 2_000, requestTimeout: 5_000, retry: { retries: 0 } });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const cluster = await admin.describeCluster();
    if (cluster.brokers.length === 0) throw new Error('no broker has registered yet');
  } finally {
    await admin.disconnect();
  }
}
