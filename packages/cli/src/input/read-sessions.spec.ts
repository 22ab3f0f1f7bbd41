import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '@vitrine/testing';
import { parseSessions, readSessions } from './read-sessions.js';

const onlineRetail = sharedData('online-retail.csv.gz');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-sessions-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('reading sessions', () => {
  it('takes one array of ids a line, gzipped or not, and ids that are numbers', async () => {
    const text = '["a","b"]\n\n[1, 2, 1]\r\n';
    await writeFile(join(folder, 'plain.jsonl'), text);
    await writeFile(join(folder, 'packed.jsonl.gz'), gzipSync(text));
    for (const name of ['plain.jsonl', 'packed.jsonl.gz']) {
      expect(await readSessions(join(folder, name), 'sessions')).toEqual([['a', 'b'], ['1', '2', '1']]);
    }
  });

  it('leaves unusable lines out, and gives up when there are too many', () => {
    expect(parseSessions('["a"]\nnot json\n{"a":1}\n[]\n[null]\n["b"]', 'f')).toEqual([['a'], ['b']]);
    expect(() => parseSessions('x\n'.repeat(101), 'f')).toThrow(expect.objectContaining({ code: 'invalid_input_file' }));
  });

  it('refuses a file without any session', async () => {
    await writeFile(join(folder, 'empty.jsonl'), '\n');
    await expect(readSessions(join(folder, 'empty.jsonl'), 'sessions')).rejects.toMatchObject({ code: 'invalid_input_file' });
  });

  it('groups the lines of Online Retail by customer, without those of fewer than three', async () => {
    const rows = ['1,A', '2,B', '1,C', ',D', '1,E', '2,F'].map((row) => `536365,${row}`);
    await writeFile(join(folder, 'retail.csv'), ['InvoiceNo,CustomerID,StockCode', ...rows].join('\n'));
    expect(await readSessions(join(folder, 'retail.csv'), 'online-retail')).toEqual([['A', 'C', 'E']]);
  });

  it.skipIf(onlineRetail === null)('finds 4,234 customers in Online Retail (needs ../shared/data)', async () => {
    const sessions = await readSessions(onlineRetail!, 'online-retail');
    expect(sessions.length).toBe(4234);
  }, 60_000);
});
