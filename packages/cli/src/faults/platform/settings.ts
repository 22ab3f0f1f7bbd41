import { randomBytes } from 'node:crypto';
import { WORLD } from '../world/world.js';
import type { Variables } from './service-process.js';

/** Small vectors, learnt and written often; nothing cached: what a campaign compares must not depend on when it was decided. */
export const LEARNING: Variables = {
  VITRINE_LEARNER_DIM: '16', VITRINE_LEARNER_PASSES: '1', VITRINE_LEARNER_REPLAYS: '2', VITRINE_LEARNER_COMMIT_BASKETS: '200', VITRINE_LEARNER_COMMIT_MS: '1000',
  VITRINE_VECTORS_PUBLISH_MS: '500', VITRINE_VECTORS_GROWTH: '1', VITRINE_CANDIDATE_CACHE_MS: '0', VITRINE_SLATE_TTL_MS: '600000',
};

/** Settings of every process of a campaign. */
export function commonSettings(partitions: number): Variables {
  return {
    ...LEARNING, VITRINE_CHAIN_ID: WORLD.chainId, VITRINE_PARTITIONS: String(partitions), VITRINE_LOG_LEVEL: 'warn', VITRINE_API_KEYS: '',
    VITRINE_MASTER_KEY: randomBytes(32).toString('base64'), VITRINE_FACE_THREADS: '1', VITRINE_HOST: '127.0.0.1',
  };
}
