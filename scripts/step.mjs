import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Root of the clone. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What a step ended as. */
export class StepFailed extends Error {
  /** @param {string} title @param {string} output @param {string} advice */
  constructor(title, output, advice) {
    super(`${title} failed.${advice === '' ? '' : ` ${advice}`}`);
    this.output = output;
  }
}

/** @param {number} startedAt */
export function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/**
 * Runs a program to its end with its output held back, and says every ten seconds that it still runs.
 * @param {{ title: string, command: string, args: string[], say: (line: string) => void, advice?: string, env?: Record<string, string>, show?: boolean }} step `show`: its output is worth reading even if it succeeds
 * @returns {Promise<{ ok: boolean, output: string, took: string }>}
 */
export async function attempt({ title, command, args, say, env = {} }) {
  const startedAt = performance.now();
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, FORCE_COLOR: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  const ticking = setInterval(() => say(`  … ${title}: ${seconds(startedAt)}`), 10_000);
  const ok = await new Promise((resolve) => {
    child.once('error', (error) => {
      chunks.push(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
  clearInterval(ticking);
  return { ok, output: Buffer.concat(chunks).toString('utf8'), took: seconds(startedAt) };
}

/**
 * As `attempt`, saying when it begins and ends.
 * @param {Parameters<typeof attempt>[0]} step
 * @throws {StepFailed}
 */
export async function mustDo(step) {
  step.say(`• ${step.title}`);
  const { ok, output, took } = await attempt(step);
  if (!ok) throw new StepFailed(step.title, output, step.advice ?? '');
  if (step.show === true) step.say(output.trim().replaceAll(/^/gm, '  '));
  step.say(`  done in ${took}`);
}

/** The program of an installed package, run by this Node. @param {string} path below node_modules */
export function installed(path) {
  return `${ROOT}node_modules/${path}`;
}
