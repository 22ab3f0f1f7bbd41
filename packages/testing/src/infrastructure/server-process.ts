import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultSignal } from './running-server.js';

/** How one server is started and how one knows that it is ready. */
export interface ServerRecipe {
  readonly name: string;
  readonly program: string;
  /** Arguments, given the folder for its data. */
  readonly args: (folder: string) => readonly string[];
  /** Called once before the first start. */
  readonly prepare?: (folder: string) => Promise<void>;
  /** Rejects while the server does not answer yet. */
  readonly answers: () => Promise<void>;
  readonly readyWithinMs: number;
}

// Waits for the end of its input, which comes when the test process ends, however it ends; then no server and no data must be left.
const GUARD = 'cat >/dev/null; kill -KILL "$1"; rm -rf "$2"';

/** A server as a child process with its own folder, ended together with this process even if that is killed. */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private gone: Promise<void> = Promise.resolve();

  private constructor(private readonly recipe: ServerRecipe, readonly folder: string) {}

  /** Starts it and resolves when it answers. Rejects with the end of its log otherwise; the log is kept then. */
  static async start(recipe: ServerRecipe): Promise<ServerProcess> {
    const server = new ServerProcess(recipe, mkdtempSync(join(tmpdir(), `vitrine-${recipe.name}-`)));
    await recipe.prepare?.(server.folder);
    await server.launch();
    return server;
  }

  async kill(signal: FaultSignal): Promise<void> {
    this.child?.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await this.untilGone();
  }

  async restart(): Promise<void> {
    await this.end();
    await this.launch();
  }

  async stop(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async launch(): Promise<void> {
    const log = openSync(join(this.folder, 'server.log'), 'a');
    const child = spawn(this.recipe.program, this.recipe.args(this.folder), { cwd: this.folder, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    const guard = spawn('sh', ['-c', GUARD, 'guard', String(child.pid), this.folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.child = child;
    this.gone = new Promise((resolve) => {
      const over = (): void => {
        this.child = undefined;
        guard.kill('SIGKILL');
        resolve();
      };
      child.once('exit', over);
      child.once('error', over);
    });
    child.unref();
    guard.unref();
    await this.untilReady();
  }

  private async untilReady(): Promise<void> {
    const deadline = performance.now() + this.recipe.readyWithinMs;
    let last: unknown;
    while (this.child !== undefined && performance.now() < deadline) {
      try {
        return await this.recipe.answers();
      } catch (error) {
        last = error;
        await delay(50);
      }
    }
    await this.kill('SIGKILL');
    throw new Error(`${this.recipe.name} did not become ready (${String(last)}); its log is ${join(this.folder, 'server.log')}: ${this.logEnd()}`);
  }

  private logEnd(): string {
    return readFileSync(join(this.folder, 'server.log'), 'utf8').slice(-600);
  }

  // A stopped (SIGSTOP) server ignores SIGTERM until continued; a stubborn one gets SIGKILL.
  private async end(): Promise<void> {
    const child = this.child;
    if (child === undefined) return;
    child.kill('SIGTERM');
    child.kill('SIGCONT');
    const stubborn = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await this.untilGone();
    clearTimeout(stubborn);
  }

  // The child does not keep this process alive, except while its end is awaited.
  private async untilGone(): Promise<void> {
    this.child?.ref();
    await this.gone;
  }
}
