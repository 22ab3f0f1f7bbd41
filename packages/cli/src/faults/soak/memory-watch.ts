import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceProcess } from '../platform/service-process.js';

/** Memory of a process over a soak, in MiB: the least heap in use within a minute is what its collector could not free. */
export interface MemoryCourse {
  /** Least heap of each minute. */
  readonly heapFloors: readonly number[];
  readonly mostResident: number;
  /** Whether the heap of the last third stays within a tenth and 8 MiB of the middle third's. */
  readonly flat: boolean;
}

const EVERY_MS = 5_000;
const MIB = 2 ** 20;
const SLACK = { share: 1.1, mib: 8 } as const;

interface Sample {
  readonly atMs: number;
  readonly heap: number;
  readonly resident: number;
}

/** Reads the processes' metrics now and then. */
export class MemoryWatch {
  private readonly samples = new Map<string, Sample[]>();
  /** Newest value of every counter, summed over the processes, by its whole line's name. */
  private readonly counters = new Map<string, Map<string, number>>();

  constructor(private readonly services: readonly ServiceProcess[]) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await Promise.all(this.services.map((service) => this.look(service).catch(() => undefined)));
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Sum of a counter over all processes, by its labels' text. */
  counter(name: string): Readonly<Record<string, number>> {
    const sums: Record<string, number> = {};
    for (const counters of this.counters.values()) {
      for (const [series, value] of counters) if (series.startsWith(`${name}{`)) sums[series.slice(name.length)] = (sums[series.slice(name.length)] ?? 0) + value;
    }
    return sums;
  }

  courses(): Readonly<Record<string, MemoryCourse>> {
    return Object.fromEntries(Array.from(this.samples, ([name, samples]) => [name, courseOf(samples)]));
  }

  private async look(service: ServiceProcess): Promise<void> {
    if (service.url === null) return;
    const text = await (await fetch(`${service.url}/metrics`, { signal: AbortSignal.timeout(EVERY_MS) })).text();
    const values = new Map(Array.from(text.matchAll(/^(vitrine_[^\s]+) ([0-9.e+]+)$/gm), ([, series = '', value = '']) => [series, Number(value)] as const));
    const sample = { atMs: performance.now(), heap: (values.get('vitrine_nodejs_heap_size_used_bytes') ?? 0) / MIB, resident: (values.get('vitrine_process_resident_memory_bytes') ?? 0) / MIB };
    this.samples.set(service.name, [...(this.samples.get(service.name) ?? []), sample]);
    this.counters.set(service.name, values);
  }
}

function courseOf(samples: readonly Sample[]): MemoryCourse {
  const begin = samples[0]?.atMs ?? 0;
  const minutes = new Map<number, number>();
  for (const { atMs, heap } of samples) {
    const minute = Math.floor((atMs - begin) / 60_000);
    minutes.set(minute, Math.min(heap, minutes.get(minute) ?? Number.POSITIVE_INFINITY));
  }
  const floors = [...minutes.values()];
  const third = Math.floor(floors.length / 3);
  const [middle, last] = [Math.max(...floors.slice(third, floors.length - third)), Math.max(...floors.slice(floors.length - third))];
  return { heapFloors: floors.map(Math.round), mostResident: Math.round(Math.max(...samples.map(({ resident }) => resident))), flat: third === 0 || last <= middle * SLACK.share + SLACK.mib };
}
