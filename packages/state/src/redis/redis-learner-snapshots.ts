import { LearnerSnapshots } from '../learner-snapshots.js';
import type { VectorSpace } from '../product-vectors.js';
import type { StateWrite } from '../state-store.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

export class RedisLearnerSnapshots extends LearnerSnapshots {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys) {
    super();
  }

  async get({ chainId, region }: VectorSpace): Promise<Uint8Array | null> {
    return this.redis.run((redis) => redis.getBuffer(this.keys.learner(chainId, region)));
  }

  put({ chainId, region }: VectorSpace, snapshot: Uint8Array): StateWrite {
    const bytes = Buffer.from(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
    return redisWrite({ name: 'put', keys: [this.keys.learner(chainId, region)], args: ['', bytes] });
  }
}
