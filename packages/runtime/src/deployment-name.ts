import { createHash } from 'node:crypto';
import type { PlatformConfig } from './platform-config.js';

/**
 * Tells this deployment from every other: the same for all its processes, another one for another chain, master key or Redis.
 * Made of the settings, not kept in Redis, so that a Redis that was emptied does not part a deployment from itself.
 */
export function deploymentName({ VITRINE_CHAIN_ID, REDIS_URL }: Pick<PlatformConfig, 'VITRINE_CHAIN_ID' | 'REDIS_URL'>, masterKey: Buffer): string {
  const { host, pathname } = URL.canParse(REDIS_URL) ? new URL(REDIS_URL) : { host: REDIS_URL, pathname: '' };
  return createHash('sha256').update(JSON.stringify([VITRINE_CHAIN_ID, host, pathname.replace(/^\/0?$/, '')])).update(masterKey).digest('hex').slice(0, 12);
}
