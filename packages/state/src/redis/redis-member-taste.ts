import type { ChainId, MemberId } from '@vitrine/contracts';
import { MemberTaste, type TasteRecord } from '../member-taste.js';
import type { StateWrite } from '../state-store.js';
import { tasteOfText, tasteText } from '../taste-text.js';
import type { RedisKeys } from './keys.js';
import type { RedisConnection } from './redis-connection.js';
import { redisWrite } from './redis-write.js';

export class RedisMemberTaste extends MemberTaste {
  constructor(private readonly redis: RedisConnection, private readonly keys: RedisKeys) {
    super();
  }

  async get(chainId: ChainId, memberId: MemberId): Promise<TasteRecord | null> {
    const text = await this.redis.run((redis) => redis.get(this.keys.taste(chainId, memberId)));
    return text === null ? null : tasteOfText(text);
  }

  put(record: TasteRecord): StateWrite {
    return redisWrite({ name: 'put', keys: [this.keys.taste(record.chainId, record.memberId)], args: ['', tasteText(record)] });
  }

  forget(chainId: ChainId, memberId: MemberId): StateWrite {
    return redisWrite({ name: 'remove', keys: [this.keys.taste(chainId, memberId)], args: [] });
  }
}
