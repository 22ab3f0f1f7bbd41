import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Environment } from '@vitrine/runtime';

/** What one measurement cost, all its batches together. */
export interface BatchCost {
  /** CPU milliseconds of all threads of the program. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

/**
 * A program that embeds made pictures, in a process of its own so that its CPU time is its own. It answers each line
 * `<pictures> <times>` on its standard input, a batch that is embedded so many times, with one line of JSON; its first line says what it is, and the first values of what it gives for a fixed picture.
 */
export interface MeasuredProgram {
  readonly version: string;
  readonly vector: readonly number[];
  embed(pictures: number, times: number): Promise<BatchCost>;
  close(): Promise<void>;
}

/** @throws Error with the program's last words when it does not come up */
export async function openProgram(command: string, args: readonly string[], environment: Environment): Promise<MeasuredProgram> {
  const child = spawn(command, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words = (words + chunk.toString()).slice(-4000)));
  child.stdin.on('error', () => {});
  await once(child, 'spawn');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(words.trim().split('\n').at(-1) ?? `${command} ended early`);
    return JSON.parse(value);
  };
  const hello = (await answer()) as Pick<MeasuredProgram, 'version' | 'vector'>;
  return {
    ...hello,
    embed: async (pictures, times) => {
      child.stdin.write(`${pictures} ${times}\n`);
      return (await answer()) as BatchCost;
    },
    close: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : null;
      child.stdin.end();
      await ended;
    },
  };
}
