import { BoothTracks, type BoothTrack } from '../booth-tracks.js';
import type { Clock } from '../clock.js';
import type { BoothAddress } from '../offer-board.js';
import type { StateWrite } from '../state-store.js';
import { expiring, unexpired } from './expiring-value.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

export class RedisBoothTracks extends BoothTracks {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys, private readonly clock: Clock, private readonly ttlMs: number) {
    super();
  }

  async get(booth: BoothAddress): Promise<BoothTrack | null> {
    const text = await this.redis.run((redis) => redis.get(this.keys.track(booth)));
    return unexpired(text, this.clock.nowMs()) as BoothTrack | null;
  }

  put(booth: BoothAddress, track: BoothTrack): StateWrite {
    return redisWrite({ name: 'put', keys: [this.keys.track(booth)], args: expiring(track, track.lastSeenAtMs + this.ttlMs, this.clock.nowMs()) });
  }
}
