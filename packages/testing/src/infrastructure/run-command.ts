import { execFile } from 'node:child_process';

/** Where and for how long a command may run, and what of its output is wanted. */
export interface CommandOptions {
  readonly cwd?: string;
  /** Default 300 s. */
  readonly timeoutMs?: number;
}

/** What a finished command left. */
export interface CommandResult {
  readonly ok: boolean;
  /** Standard output, then standard error. */
  readonly output: string;
  /** Last lines of what it printed, for a message. */
  readonly complaint: string;
}

/** Runs a program to its end; a failure, a missing program included, is a value. */
export async function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const settings = { cwd: options.cwd, timeout: options.timeoutMs ?? 300_000, maxBuffer: 64 << 20 };
    execFile(program, [...args], settings, (error, stdout, stderr) => {
      const missing = error?.code === 'ENOENT' ? `${program} is not installed` : '';
      const lines = `${stderr}\n${stdout}\n${missing}`.trim().split('\n');
      resolve({ ok: error === null, output: `${stdout}\n${stderr}`, complaint: lines.slice(-3).join(' ').slice(-400) });
    });
  });
}

/** {@link runCommand} giving the output, rejecting when the program fails. */
export async function mustRun(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await runCommand(program, args, options);
  if (!result.ok) throw new Error(`${program} failed: ${result.complaint}`);
  return result.output;
}
