import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { VitrineError } from '@vitrine/contracts';
import type { Environment } from '@vitrine/runtime';

const BIN = resolve(import.meta.dirname, '../../bin/vitrine.js');
const READY = /is ready on (\S+)/;
/** Clock ticks in a second, on every Linux that Node runs on. */
const TICKS = 100;

/** A service, Vitrine's or a peer, as a child process. */
export class ServiceProcess {
  private constructor(private readonly child: ChildProcess, readonly url: string) {}

  /** Starts `vitrine serve <service>` and waits until it is ready. @throws VitrineError `not_ready` with its last words when it ends before */
  static async start(service: string, environment: Environment): Promise<ServiceProcess> {
    return ServiceProcess.spawn(service, [BIN, 'serve', service], environment);
  }

  /** The same for any program that says where it is ready. */
  static async spawn(service: string, program: readonly string[], environment: Environment): Promise<ServiceProcess> {
    const child = spawn(process.execPath, program, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    const words: string[] = [];
    for await (const line of createInterface({ input: child.stderr })) {
      const url = READY.exec(line)?.[1];
      if (url !== undefined) {
        child.stderr.resume();
        return new ServiceProcess(child, url);
      }
      words.push(line);
    }
    throw new VitrineError('not_ready', `${service} did not start: ${words.slice(-3).join(' | ')}`);
  }

  /** CPU seconds it has used so far; NaN where the system does not tell. */
  cpuSeconds(): number {
    try {
      const fields = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    } catch {
      return NaN;
    }
  }

  /** Memory it holds; NaN where the system does not tell. */
  residentBytes(): number {
    try {
      return 1024 * Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))?.[1]);
    } catch {
      return NaN;
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
