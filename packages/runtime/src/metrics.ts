import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

const LATENCY_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of one process, for Prometheus. Asking twice for the same name gives the same metric. */
export class Metrics {
  readonly registry = new Registry();

  private readonly refreshers: (() => Promise<void>)[] = [];

  /** @param processMetrics also export memory, CPU, event-loop lag and garbage collection of the process */
  constructor(processMetrics = true) {
    if (processMetrics) collectDefaultMetrics({ register: this.registry, prefix: 'vitrine_' });
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return this.known(name, () => new Counter({ name, help, labelNames, registers: [this.registry] }));
  }

  gauge<L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> {
    return this.known(name, () => new Gauge({ name, help, labelNames, registers: [this.registry] }));
  }

  /** Seconds, in buckets from 1 ms to 10 s. */
  latency<L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
    return this.known(name, () => new Histogram({ name, help, labelNames, buckets: LATENCY_BUCKETS_SECONDS, registers: [this.registry] }));
  }

  /** Called before every scrape, to bring gauges up to date. */
  beforeScrape(refresh: () => Promise<void>): void {
    this.refreshers.push(refresh);
  }

  /** All metrics in Prometheus' text format. A gauge that cannot be refreshed keeps its last value. */
  async scrape(): Promise<string> {
    await Promise.allSettled(this.refreshers.map((refresh) => refresh()));
    return this.registry.metrics();
  }

  private known<M>(name: string, make: () => M): M {
    return (this.registry.getSingleMetric(name) as M | undefined) ?? make();
  }
}
