import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { State } from '@vitrine/state';
import { openOwnRedis } from '../own-redis.js';

/** A state of its own with how much it takes. */
export interface MeasuredStore {
  readonly name: string;
  readonly state: State;
  /** Bytes taken now: of memory, or of the file. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

const CLOCK = { nowMs: () => 0 };

/** A Redis of its own. @throws Error when none can be started here */
export async function redisStore(): Promise<MeasuredStore> {
  const redis = await openOwnRedis();
  return { name: 'Redis, memory', state: redis.state, bytes: () => redis.told('memory', 'used_memory'), close: () => redis.close() };
}

/** An lmdb file of its own. */
export async function embeddedStore(): Promise<MeasuredStore> {
  const { openEmbeddedState } = await import('@vitrine/state/embedded');
  const path = await mkdtemp(join(tmpdir(), 'vitrine-memory-'));
  const state = await openEmbeddedState({ path, masterKey: randomBytes(32), clock: CLOCK });
  const close = async (): Promise<void> => {
    await state.store.close();
    await rm(path, { recursive: true });
  };
  return { name: 'embedded, file', state, bytes: () => sizeOf(path), close };
}

async function sizeOf(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
