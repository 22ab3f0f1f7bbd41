import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { VitrineError } from '@vitrine/contracts';

const run = promisify(execFile);
const QUIET = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=error'];

/** A rate by records and by bytes (MB are 2^20). */
export interface Rate {
  readonly recordsPerSecond: number;
  readonly mbPerSecond: number;
}

/** Kafka's own performance tools against a broker. */
export class KafkaPeer {
  constructor(private readonly classPath: string, private readonly brokers: readonly string[]) {}

  /** kafka-producer-perf-test: as fast as it goes, acknowledged by all replicas, idempotent (its defaults). */
  async produce(topic: string, records: number, bytes: number): Promise<Rate> {
    const output = await this.java('ProducerPerformance', [
      '--bootstrap-server', this.brokers.join(','), '--topic', topic, '--num-records', String(records), '--record-size', String(bytes), '--throughput', '-1',
    ]);
    const found = /([\d.]+) records\/sec \(([\d.]+) MB\/sec\)[^\n]*99\.9th/.exec(output);
    return rate('kafka-producer-perf-test', output, found?.[1], found?.[2]);
  }

  /** kafka-consumer-perf-test over what is in the topic; the time to join its group is left out. */
  async consume(topic: string, records: number): Promise<Rate> {
    const output = await this.java('ConsumerPerformance', ['--bootstrap-server', this.brokers.join(','), '--topic', topic, '--num-records', String(records), '--hide-header']);
    const columns = output.trim().split('\n').at(-1)?.split(',').map((column) => column.trim()) ?? [];
    return rate('kafka-consumer-perf-test', output, columns[9], columns[8]);
  }

  private async java(tool: string, args: readonly string[]): Promise<string> {
    const { stdout } = await run('java', [...QUIET, '-Xmx512m', '-cp', this.classPath, `org.apache.kafka.tools.${tool}`, ...args], { maxBuffer: 64 * 2 ** 20 });
    return stdout;
  }
}

function rate(tool: string, output: string, records: string | undefined, mb: string | undefined): Rate {
  const [recordsPerSecond, mbPerSecond] = [Number(records), Number(mb)];
  if (Number.isFinite(recordsPerSecond) && Number.isFinite(mbPerSecond)) return { recordsPerSecond, mbPerSecond };
  throw new VitrineError('internal', `${tool} said nothing of its rate: ${output.slice(-300)}`);
}
