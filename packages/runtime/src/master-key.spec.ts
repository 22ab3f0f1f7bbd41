import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { masterKey } from './master-key.js';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'vitrine-key-'));
  folders.push(path);
  return path;
}

describe('master key', () => {
  it('is the one configured', async () => {
    const key = Buffer.alloc(32, 7);
    expect(await masterKey(key.toString('base64'), await folder())).toEqual(key);
  });

  it('is made once, kept for its owner only, and found again', async () => {
    const path = await folder();
    const first = await masterKey(undefined, path);
    expect(first).toHaveLength(32);
    expect(await masterKey(undefined, path)).toEqual(first);
    expect((await stat(join(path, 'master.key'))).mode & 0o077).toBe(0);
  });

  it('is one and the same when two ask at once', async () => {
    const path = await folder();
    const [one, two] = await Promise.all([masterKey(undefined, path), masterKey(undefined, path)]);
    expect(one).toEqual(two);
  });

  it('is refused when the kept one is damaged', async () => {
    const path = await folder();
    await writeFile(join(path, 'master.key'), 'short');
    await expect(masterKey(undefined, path)).rejects.toMatchObject({ code: 'invalid_configuration' });
  });
});
