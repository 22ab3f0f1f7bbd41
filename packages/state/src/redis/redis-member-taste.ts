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

  async timesForgotten(chainId: ChainId, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, number>> {
    if (memberIds.length === 0) return new Map();
    const times = await this.redis.run((redis) => redis.hmget(this.keys.forgottenTastes(chainId), ...memberIds));
    return new Map(memberIds.map((memberId, index) => [memberId, Number(times[index] ?? 0)]));
  }

  put(record: TasteRecord, timesForgotten: number): StateWrite {
    const { chainId, memberId } = record;
    return redisWrite({ name: 'remember', keys: [this.keys.taste(chainId, memberId), this.keys.forgottenTastes(chainId)], args: [memberId, timesForgotten, tasteText(record)] });
  }

  forget(chainId: ChainId, memberId: MemberId): StateWrite {
    return redisWrite({ name: 'forget', keys: [this.keys.taste(chainId, memberId), this.keys.forgottenTastes(chainId)], args: [memberId] });
  }
}
