import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VitrineError } from '@vitrine/contracts';

const KEY_BYTES = 32;

/**
 * The key that wraps members' template keys: the one configured, else one made on first use and kept beside the embedded data, readable by its owner only.
 * @throws VitrineError `invalid_configuration` when the kept key is damaged
 */
export async function masterKey(configured: string | undefined, dataDir: string): Promise<Buffer> {
  if (configured !== undefined) return Buffer.from(configured, 'base64');
  const path = join(dataDir, 'master.key');
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, randomBytes(KEY_BYTES).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length !== KEY_BYTES) throw new VitrineError('invalid_configuration', `${path} does not hold 32 bytes in base64`, { path });
  return key;
}
