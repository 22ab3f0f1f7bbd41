import { EnrolmentDecided, type ChainId, type EnrolmentId } from '@vitrine/contracts';
import type { Clock } from '../clock.js';
import { Enrolments, type PoseChallenge } from '../enrolments.js';
import type { StateWrite } from '../state-store.js';
import { expiring, unexpired } from './expiring-value.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

export class RedisEnrolments extends Enrolments {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock, private readonly keptMs: number) {
    super();
  }

  async get(chainId: ChainId, enrolmentId: EnrolmentId): Promise<EnrolmentDecided | null> {
    const text = await this.redis.run((redis) => redis.get(this.keys.enrolment(chainId, enrolmentId)));
    return unexpired(text, this.clock.nowMs()) as EnrolmentDecided | null;
  }

  put(decision: EnrolmentDecided): StateWrite {
    const nowMs = this.clock.nowMs();
    const key = this.keys.enrolment(decision.chainId, decision.enrolmentId);
    return redisWrite({ name: 'put', keys: [key], args: expiring(decision, nowMs + this.keptMs, nowMs) });
  }

  async challenge(challenge: PoseChallenge): Promise<void> {
    const [ttlMs, text] = expiring(challenge, challenge.expiresAtMs, this.clock.nowMs());
    await this.redis.run((redis) => redis.set(this.keys.challenge(challenge.chainId, challenge.challengeId), text, 'PX', ttlMs));
  }

  async takeChallenge(chainId: ChainId, challengeId: string): Promise<PoseChallenge | null> {
    const text = await this.redis.run((redis) => redis.getdel(this.keys.challenge(chainId, challengeId)));
    return unexpired(text, this.clock.nowMs()) as PoseChallenge | null;
  }
}
