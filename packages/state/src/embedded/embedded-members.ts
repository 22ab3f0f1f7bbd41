import type { ChainId, MemberId } from '@vitrine/contracts';
import { Members, type MemberRecord } from '../catalogue.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedEntities } from './embedded-entities.js';
import { keys } from './keys.js';

export class EmbeddedMembers extends Members {
  private readonly entities: EmbeddedEntities<MemberRecord>;

  constructor(database: EmbeddedDatabase) {
    super();
    this.entities = new EmbeddedEntities(database);
  }

  async get(chainId: ChainId, memberId: MemberId): Promise<MemberRecord | null> {
    return this.entities.get(keys.member(chainId, memberId));
  }

  async getMany(chainId: ChainId, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, MemberRecord>> {
    return this.entities.getMany(memberIds, (memberId) => keys.member(chainId, memberId));
  }

  async put(member: MemberRecord): Promise<void> {
    await this.entities.put(keys.member(member.chainId, member.memberId), member);
  }

  async merge(chainId: ChainId, memberId: MemberId, merge: (held: MemberRecord | null) => MemberRecord): Promise<void> {
    await this.entities.merge(keys.member(chainId, memberId), merge);
  }

  async forget(chainId: ChainId, memberId: MemberId): Promise<void> {
    await this.entities.forget(keys.member(chainId, memberId));
  }
}
