import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { State } from '@vitrine/state';
import { tell } from '../../output/write-result.js';

/** A state of its own with how much it takes. */
export interface MeasuredStore {
  readonly name: string;
  readonly state: State;
  /** Bytes taken now: of memory, or of the file. */
  bytes(): Promise<number>;
  close(): Promise<void>;
}

const CLOCK = { now: () => 0, nowMs: () => 0 };

/** A Redis of its own. @throws Error when none can be started here */
export async function redisStore(): Promise<MeasuredStore> {
  const [{ startRedis }, { openRedisState }] = await Promise.all([import('@vitrine/testing/infrastructure'), import('@vitrine/state/redis')]);
  const server = await startRedis({ own: true, report: tell });
  try {
    const state = await openRedisState({ url: server.url, masterKey: randomBytes(32), clock: CLOCK });
    const close = async (): Promise<void> => {
      await state.store.close();
      await server.stop();
    };
    return { name: 'Redis, memory', state, bytes: () => usedMemory(new URL(server.url)), close };
  } catch (error) {
    await server.stop();
    throw error;
  }
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

/** `used_memory` by the server's own account. */
async function usedMemory({ hostname, port }: URL): Promise<number> {
  const socket = connect({ host: hostname, port: Number(port) });
  try {
    socket.write('INFO memory\r\n');
    let answer = '';
    for await (const piece of socket) {
      answer += String(piece);
      const used = /used_memory:(\d+)\r/.exec(answer)?.[1];
      if (used !== undefined) return Number(used);
    }
    throw new Error('Redis did not tell its memory');
  } finally {
    socket.destroy();
  }
}
