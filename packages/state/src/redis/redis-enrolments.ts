import { EnrolmentDecided, type ChainId, type EnrolmentId } from '@vitrine/contracts';
import type { Clock } from './clock.js';
import { Enrolments } from '../enrolments.js';
import type { StateWrite } from '../state-store.js';
import { expiring, unexpired } from './expiring-value.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

const KEPT_MS = 86_400_000;

export class RedisEnrolments extends Enrolments {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock) {
    super();
  }

  async get(chainId: ChainId, enrolmentId: EnrolmentId): Promise<EnrolmentDecided | null> {
    const text = await this.redis.run((redis) => redis.get(this.keys.enrolment(chainId, enrolmentId)));
    return unexpired<EnrolmentDecided>(text, this.clock.nowMs());
  }

  put(decision: EnrolmentDecided): StateWrite {
    return redisWrite({ name: 'put', keys: [this.keys.enrolment(decision.chainId, decision.enrolmentId)], args: expiring(decision, this.clock.nowMs() + KEPT_MS, this.clock.nowMs()) });
  }
}
