import type { ChainId, MemberId } from '@vitrine/contracts';
import { Members, type MemberRecord } from '../catalogue.js';
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
    await this.repository.saveIfNewer(this.keys.entityId(member.chainId, member.memberId), member);
  }

  async merge(chainId: ChainId, memberId: MemberId, merge: (held: MemberRecord | null) => MemberRecord): Promise<void> {
    await this.repository.merge(this.keys.entityId(chainId, memberId), merge);
  }

  async forget(chainId: ChainId, key: MemberId): Promise<void> {
    await this.repository.remove(this.keys.entityId(chainId, key));
  }
}
