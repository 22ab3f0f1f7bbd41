import { execFile } from 'node:child_process';

/** What a finished command left. */
export interface CommandResult {
  readonly ok: boolean;
  /** Standard output. */
  readonly output: string;
  /** Last lines of what it printed, for a message. */
  readonly complaint: string;
}

/** Runs a program to its end; a failure, a missing program included, is a value. */
export async function runCommand(program: string, args: readonly string[], options: { readonly cwd?: string; readonly timeoutMs?: number } = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const settings = { cwd: options.cwd, timeout: options.timeoutMs ?? 300_000, maxBuffer: 64 << 20 };
    execFile(program, [...args], settings, (error, stdout, stderr) => {
      const lines = `${stderr}\n${stdout}\n${error?.code === 'ENOENT' ? `${program} is not installed` : ''}`.trim().split('\n');
      resolve({ ok: error === null, output: stdout, complaint: lines.slice(-3).join(' ').slice(-400) });
    });
  });
}

/** {@link runCommand}, rejecting when the program fails. */
export async function mustRun(program: string, args: readonly string[], options: { readonly cwd?: string; readonly timeoutMs?: number } = {}): Promise<string> {
  const result = await runCommand(program, args, options);
  if (!result.ok) throw new Error(`${program} failed: ${result.complaint}`);
  return result.output;
}
