import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PurchaseRecorded } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedEventLog } from './index.js';

const TOPIC = PurchaseRecorded.topic.name;
const APPENDER = fileURLToPath(new URL('crash-appender.fixture.ts', import.meta.url));

describe('an embedded log whose process dies', { timeout: 60_000 }, () => {
  let path: string;
  let children: ChildProcess[];
  beforeEach(async () => {
    children = [];
    path = await mkdtemp(join(tmpdir(), 'vitrine-log-'));
  });
  afterEach(async () => {
    await Promise.all(children.map(kill));
    await rm(path, { recursive: true, force: true });
  });
  const start = (): ChildProcess => {
    const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', APPENDER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  };

  it('has everything that was acknowledged, in order, after kill -9 in the middle of appending', async () => {
    let acknowledged = -1;
    for (const linesBeforeKill of [3, 17]) {
      const child = start();
      acknowledged = Math.max(acknowledged, await killAfter(child, linesBeforeKill));
    }
    const log = await EmbeddedEventLog.open({ path });
    const numbers = await numbersIn(log);
    expect(numbers.length).toBeGreaterThan(acknowledged);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    const [end] = await log.ends(TOPIC);
    expect(end?.end).toBe(numbers.length);
    await log.close();
  });

  it('is refused to a second process while the first lives, and free once it is dead', async () => {
    const child = start();
    await firstLine(child);
    await expect(EmbeddedEventLog.open({ path })).rejects.toMatchObject({ code: 'invalid_configuration', details: { pid: child.pid } });
    await kill(child);
    const log = await EmbeddedEventLog.open({ path });
    await expect(EmbeddedEventLog.open({ path })).rejects.toMatchObject({ code: 'invalid_configuration' });
    await log.close();
  });
});

async function numbersIn(log: EmbeddedEventLog): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { value } of log.read({ topic: TOPIC, partition: 0 }, 0, Number.MAX_SAFE_INTEGER)) numbers.push(Number(value?.toString()));
  return numbers;
}

async function firstLine(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('the child has no output');
  await once(createInterface(child.stdout), 'line');
}

/** Kills the child after so many lines; the last number it said was acknowledged. */
async function killAfter(child: ChildProcess, lines: number): Promise<number> {
  if (child.stdout === null) throw new Error('the child has no output');
  let said = -1;
  let seen = 0;
  for await (const line of createInterface(child.stdout)) {
    said = Number(line);
    seen += 1;
    if (seen === lines) child.kill('SIGKILL');
  }
  await kill(child);
  return said;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
