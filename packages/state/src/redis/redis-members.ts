import type { ChainId, MemberId } from '@vitrine/contracts';
import { Members, type MemberMerge, type MemberRecord } from '../catalogue.js';
import { afterErasure } from '../erased-member.js';
import type { EntityConnection } from './entity-connection.js';
import { EntityRepository } from './entity-repository.js';
import type { RedisKeys } from './keys.js';

/** Members as redis-om entities. */
export class RedisMembers extends Members {
  private readonly repository: EntityRepository<MemberRecord>;

  constructor(connection: EntityConnection, private readonly keys: RedisKeys) {
    super();
    this.repository = new EntityRepository<MemberRecord>(connection, keys.entities('member'), {
      chainId: 'string', memberId: 'string', changedAtMs: 'number', active: 'boolean', deniedCategories: 'json', consents: 'json',
    });
  }

  async get(chainId: ChainId, key: MemberId): Promise<MemberRecord | null> {
    return (await this.getMany(chainId, [key])).get(key) ?? null;
  }

  async getMany(chainId: ChainId, keys: readonly MemberId[]): Promise<ReadonlyMap<MemberId, MemberRecord>> {
    return this.repository.getMany(keys, (key) => this.keys.entityId(chainId, key));
  }

  async put(member: MemberRecord): Promise<void> {
    await this.repository.merge(this.keys.entityId(member.chainId, member.memberId), () => member);
  }

  async merge(chainId: ChainId, memberId: MemberId, merge: MemberMerge, offset?: number): Promise<void> {
    const mark = this.keys.erasedMember(chainId, memberId);
    await this.repository.merge(this.keys.entityId(chainId, memberId), (held, erasedAtMs) => merge(held, erasedAtMs === null ? null : Number(erasedAtMs)), { mark, offset });
  }

  async erase(chainId: ChainId, memberId: MemberId, erasedAtMs: number): Promise<void> {
    // The mark first: what was announced before is not merged any more from then on.
    await this.repository.raise(this.keys.erasedMember(chainId, memberId), erasedAtMs);
    await this.repository.prune(this.keys.entityId(chainId, memberId), (held) => afterErasure(held, erasedAtMs));
  }

  async forget(chainId: ChainId, key: MemberId, offset: number): Promise<void> {
    await this.repository.forget(this.keys.entityId(chainId, key), offset);
  }
}
