import { BoothSessions, type BoothSession } from '../booth-sessions.js';
import type { Clock } from '../clock.js';
import type { BoothAddress } from '../offer-board.js';
import type { StateWrite } from '../state-store.js';
import { expiring, unexpired } from './expiring-value.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

export class RedisBoothSessions extends BoothSessions {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock, private readonly ttlMs: number) {
    super();
  }

  async get(booth: BoothAddress): Promise<BoothSession | null> {
    const text = await this.redis.run((redis) => redis.get(this.keys.session(booth)));
    return unexpired(text, this.clock.nowMs()) as BoothSession | null;
  }

  put(booth: BoothAddress, session: BoothSession): StateWrite {
    return redisWrite({ name: 'put', keys: [this.keys.session(booth)], args: expiring(session, session.lastSeenAtMs + this.ttlMs, this.clock.nowMs()) });
  }

  end(booth: BoothAddress): StateWrite {
    return redisWrite({ name: 'remove', keys: [this.keys.session(booth)], args: [] });
  }
}
