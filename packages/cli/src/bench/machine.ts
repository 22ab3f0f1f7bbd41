import { cpus, loadavg, totalmem } from 'node:os';

/** What a measured speed has to be read with. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** Load over the last minute: above the number of cores the figures are those of a busy machine. */
  readonly load: number;
  readonly platform: string;
  readonly node: string;
}

/** The machine this process runs on. */
export function machine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    load: loadavg()[0] ?? 0,
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
  };
}
