import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReceiptOutbox } from './receipt-outbox.js';

const KEEPER = fileURLToPath(new URL('kept-receipts.fixture.ts', import.meta.url));

describe('an outbox', { timeout: 60_000 }, () => {
  let path: string;
  beforeEach(async () => { path = await mkdtemp(join(tmpdir(), 'outbox-')); });
  afterEach(() => rm(path, { recursive: true, force: true }));

  it('has everything that it said was kept, in order, after kill -9', async () => {
    const keeper = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', KEEPER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let safe = -1;
    const lines = createInterface({ input: keeper.stdout });
    lines.on('line', (line) => { safe = Number(line); if (safe > 60) keeper.kill('SIGKILL'); });
    await once(keeper, 'exit');
    const outbox = ReceiptOutbox.open(path, 2 ** 30);
    const numbers = outbox.first(100_000).map(({ receipt }) => (receipt as { number: number }).number);
    expect(numbers.length).toBeGreaterThan(safe);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    await outbox.close();
  });

  it('gives room back for what has been dealt with, and numbers on', async () => {
    const outbox = ReceiptOutbox.open(path, 20);
    await outbox.keep([{ a: 1 }, { b: 2 }]);
    await expect(outbox.keep([{ c: 3 }])).rejects.toMatchObject({ code: 'overloaded', retriable: true });
    const [first] = outbox.first(1);
    await outbox.settle([first!.number], []);
    await outbox.keep([{ c: 3 }]);
    expect(outbox.first(9).map(({ receipt }) => receipt)).toEqual([{ b: 2 }, { c: 3 }]);
    await outbox.close();
  });
});
