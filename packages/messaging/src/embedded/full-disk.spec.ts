import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PurchaseRecorded } from '@vitrine/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedEventLog } from './index.js';

const FILLER = fileURLToPath(new URL('full-disk.fixture.ts', import.meta.url));

describe.skipIf(process.platform === 'win32')('an embedded log whose disk is full (needs ulimit)', { timeout: 60_000 }, () => {
  let path: string;
  beforeEach(async () => { path = await mkdtemp(join(tmpdir(), 'vitrine-log-')); });
  afterEach(() => rm(path, { recursive: true, force: true }));

  it('refuses the append that did not fit, takes what fits, and has exactly what it acknowledged', async () => {
    const { stdout } = await promisify(execFile)('bash', ['-c', 'ulimit -f 6000; exec "$0" --conditions=source --import tsx "$1" "$2"', process.execPath, FILLER, path]);
    const { large, small } = JSON.parse(stdout) as { large: string[]; small: string };
    expect(large.at(-1)).toBe('log_unavailable');
    expect(small).toMatch(/^\d+$/);
    const log = await EmbeddedEventLog.open({ path });
    const offsets: string[] = [];
    for await (const { position } of log.read({ topic: PurchaseRecorded.topic.name, partition: 0 }, 0, 1_000)) offsets.push(String(position.offset));
    expect(offsets).toEqual([...large.slice(0, -1), small]);
    await log.close();
  });
});
