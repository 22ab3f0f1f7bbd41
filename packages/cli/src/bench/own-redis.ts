import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { State } from '@vitrine/state';
import { tell } from '../output/write-result.js';

/** A Redis of its own, and what the server says of itself. */
export interface OwnRedis {
  readonly state: State;
  /** A number of a section of `INFO`. */
  told(section: string, field: string): Promise<number>;
  close(): Promise<void>;
}

/** Starts one. @throws Error when none can be started here */
export async function openOwnRedis(nowMs = 0): Promise<OwnRedis> {
  const [{ startRedis }, { openRedisState }] = await Promise.all([import('@vitrine/testing/infrastructure'), import('@vitrine/state/redis')]);
  const server = await startRedis({ own: true, report: tell });
  try {
    const state = await openRedisState({ url: server.url, masterKey: randomBytes(32), clock: { nowMs: () => nowMs } });
    const close = async (): Promise<void> => {
      await state.store.close();
      await server.stop();
    };
    return { state, told: (section, field) => info(new URL(server.url), section, field), close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function info({ hostname, port }: URL, section: string, field: string): Promise<number> {
  const socket = connect({ host: hostname, port: Number(port) });
  try {
    socket.write(`INFO ${section}\r\n`);
    let answer = '';
    for await (const piece of socket) {
      answer += String(piece);
      const value = new RegExp(`\\b${field}:([\\d.]+)\\r`).exec(answer)?.[1];
      if (value !== undefined) return Number(value);
    }
    throw new Error(`Redis did not tell its ${field}`);
  } finally {
    socket.destroy();
  }
}
