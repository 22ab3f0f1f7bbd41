import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const BIN = resolve(import.meta.dirname, '../../../bin/vitrine.js');
const RESTART_PAUSE_MS = 500;

export type Variables = Readonly<Record<string, string>>;

/** How a service is started. */
export interface ServiceRecipe {
  /** Name in the report, such as `reco-worker/0`. */
  readonly name: string;
  /** Service for `vitrine serve`. */
  readonly service: string;
  readonly variables: Variables;
  /** File that gets what it writes. */
  readonly logFile: string;
}

/** A service as a process of its own under a supervisor that starts it again whenever it ends, as Kubernetes does. */
export class ServiceProcess {
  /** Ends that nobody asked for: the process gave up by itself. */
  gaveUp = 0;
  /** Where it listens; null before it was ready once. */
  url: string | null = null;
  private child: ChildProcess | null = null;
  private gone: Promise<void> = Promise.resolve();
  private wanted = false;
  private readonly awaited: (() => void)[] = [];
  private readonly log: WriteStream;

  constructor(private readonly recipe: ServiceRecipe) {
    this.log = createWriteStream(recipe.logFile, { flags: 'a' });
  }

  get name(): string {
    return this.recipe.name;
  }

  /** Starts it; resolves when it says that it is ready. @param extra settings of this start only; the supervisor starts it without them */
  async start(extra: Variables = {}, limitFileBlocks?: number): Promise<void> {
    this.wanted = true;
    const ready = this.nextReady();
    this.launch(extra, limitFileBlocks);
    await ready;
  }

  /** Resolves when a process of this service next says that it is ready. */
  nextReady(): Promise<void> {
    return new Promise((done) => this.awaited.push(done));
  }

  /** SIGKILL; the supervisor starts it again. Resolves once it is gone. */
  async kill(): Promise<void> {
    this.child?.kill('SIGKILL');
    await this.gone;
  }

  /** Ends it in good order and leaves it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.wanted = false;
    this.child?.kill('SIGCONT');
    this.child?.kill(signal);
    await this.gone;
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Resolves when the process that runs now has ended. */
  async end(): Promise<void> {
    await this.gone;
  }

  close(): void {
    this.log.end();
  }

  private launch(extra: Variables, limitFileBlocks?: number): void {
    const { service, variables } = this.recipe;
    const command = [process.execPath, BIN, 'serve', service];
    const [program = '', ...args] = limitFileBlocks === undefined ? command : ['bash', '-c', `ulimit -f ${limitFileBlocks}; exec "$@"`, 'limited', ...command];
    const child = spawn(program, args, { env: { ...process.env, NODE_ENV: 'production', ...variables, ...extra }, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.pipe(this.log, { end: false });
    child.stderr?.on('data', (chunk: Buffer) => {
      const [, url] = /is ready on (\S+)/.exec(chunk.toString()) ?? [];
      if (url !== undefined) this.ready(url);
    });
    this.child = child;
    this.gone = new Promise((done) => {
      child.once('exit', (code) => {
        done();
        void this.ended(code);
      });
    });
  }

  private ready(url: string): void {
    this.url = url;
    for (const done of this.awaited.splice(0)) done();
  }

  private async ended(code: number | null): Promise<void> {
    if (!this.wanted) return;
    if (code !== null) this.gaveUp += 1;
    await delay(RESTART_PAUSE_MS);
    if (this.wanted) this.launch({});
  }
}
