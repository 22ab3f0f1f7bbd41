import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const BIN = resolve(import.meta.dirname, '../../packages/cli/bin/vitrine.js');
const READY = /is ready on (\S+)/;
const STOP_PATIENCE_MS = 30_000;

export type Variables = Readonly<Record<string, string>>;

/** A `vitrine` process of a test, on the built code. */
export class VitrineProcess {
  private output = '';

  private constructor(readonly name: string, private readonly child: ChildProcess) {
    child.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  static start(args: readonly string[], variables: Variables): VitrineProcess {
    const child = spawn(process.execPath, [BIN, ...args], { env: { ...process.env, NODE_ENV: 'production', ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
    return new VitrineProcess(args.join(' '), child);
  }

  /** Starts a service and waits until it is ready; its address. */
  static async serve(service: string, variables: Variables): Promise<{ process: VitrineProcess; url: string }> {
    const process = VitrineProcess.start(['serve', service], { VITRINE_PORT: '0', ...variables });
    return { process, url: await process.says(READY) };
  }

  /** Waits for the end; what it printed on standard output. @throws Error with its last words when its status is not 0 */
  async result(): Promise<string> {
    let printed = '';
    this.child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const [status] = (await once(this.child, 'close')) as [number | null];
    if (status !== 0) throw new Error(`vitrine ${this.name} ended with ${status}:\n${this.output.slice(-4000)}`);
    return printed;
  }

  /** Ends it in good order; its exit status. */
  async stop(): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, 'close') as Promise<[number | null]>;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_PATIENCE_MS);
    const [status] = await ended;
    clearTimeout(timer);
    return status;
  }

  /** Ends it at once, without a chance to tidy up. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await ended;
  }

  /** What it wrote on standard error so far. */
  get words(): string {
    return this.output;
  }

  /** Waits until it has written this on standard error; the first group of the match, or the match. @throws Error when it ends before */
  async says(words: RegExp): Promise<string> {
    return new Promise((done, fail) => {
      const look = (): void => {
        const match = words.exec(this.output);
        if (match !== null) done(match[1] ?? match[0]);
      };
      look();
      this.child.stderr?.on('data', look);
      this.child.once('close', () => fail(new Error(`vitrine ${this.name} ended before it said ${words.source}:\n${this.output.slice(-4000)}`)));
    });
  }
}
