import { VitrineError } from '@vitrine/contracts';
import { masterKeyFingerprint } from '../sealed-template.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';

const OLDEST_MAJOR = 8;

/** @throws VitrineError `invalid_configuration` when it is no address of a Redis */
export function assertRedisUrl(url: string): void {
  if (!/^rediss?:\/\/./.test(url)) throw unusable('the address of Redis must begin with redis:// or rediss://');
}

/** @throws VitrineError `invalid_configuration` when this Redis cannot carry the state, saying what to do */
export async function assertUsable(redis: RedisConnection): Promise<void> {
  const [server, cluster, memory, commands] = await redis.run((connection) =>
    Promise.all([connection.info('server'), connection.info('cluster'), connection.info('memory'), connection.command('INFO', 'VADD')]));
  const version = /redis_version:(\d+)\.(\S+)/.exec(server);
  if (version === null || Number(version[1]) < OLDEST_MAJOR) {
    throw unusable(`Redis ${version?.slice(1).join('.') ?? 'of unknown version'} is too old: run Redis ${OLDEST_MAJOR} or newer (image redis:8)`);
  }
  if (!Array.isArray(commands) || commands[0] == null) {
    throw unusable('this Redis has no vector sets (VADD): run the official Redis 8 build, or compile with vector sets');
  }
  const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1] ?? 'noeviction';
  if (policy !== 'noeviction') {
    throw unusable(`this Redis throws keys away when its memory is full (maxmemory-policy ${policy}), and state with them: set maxmemory-policy noeviction`);
  }
  if (cluster.includes('cluster_enabled:1')) {
    throw unusable('this Redis is a cluster: effects and positions change in one step, which one node must carry; give each group of chains a Redis of its own');
  }
}

/** @throws VitrineError `invalid_configuration` when what is kept under the prefix was sealed with another master key */
export async function assertSameMasterKey(redis: RedisConnection, keys: RedisKeys, masterKey: Buffer): Promise<void> {
  const fingerprint = masterKeyFingerprint(masterKey);
  const [, held] = await redis.transaction((commands) => { commands.setnx(keys.masterKey(), fingerprint).get(keys.masterKey()); });
  if (held !== fingerprint) {
    throw new VitrineError('invalid_configuration', 'the state in this Redis was written under another master key: give that one, or another key prefix', { setting: 'VITRINE_MASTER_KEY' });
  }
}

function unusable(message: string): VitrineError {
  return new VitrineError('invalid_configuration', message, { setting: 'REDIS_URL' });
}
