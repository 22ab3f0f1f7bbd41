import type { ChainId, MemberId } from '@vitrine/contracts';
import { Members, type MemberMerge, type MemberRecord } from '../catalogue.js';
import { afterErasure } from '../erased-member.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedEntities } from './embedded-entities.js';
import { keys } from './keys.js';
import { readJson } from './records.js';

export class EmbeddedMembers extends Members {
  private readonly entities: EmbeddedEntities<MemberRecord>;

  constructor(private readonly database: EmbeddedDatabase) {
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
    await this.entities.merge(keys.member(member.chainId, member.memberId), () => member);
  }

  async merge(chainId: ChainId, memberId: MemberId, merge: MemberMerge, offset?: number): Promise<void> {
    await this.entities.merge(keys.member(chainId, memberId), (held, view) => merge(held, readJson(view, keys.erasedMember(chainId, memberId))), offset);
  }

  async erase(chainId: ChainId, memberId: MemberId, erasedAtMs: number): Promise<void> {
    await this.database.update((view) => {
      const erased = keys.erasedMember(chainId, memberId);
      view.putJson(erased, Math.max(readJson(view, erased) ?? 0, erasedAtMs));
      this.entities.prune(view, keys.member(chainId, memberId), (held) => afterErasure(held, erasedAtMs));
    });
  }

  async forget(chainId: ChainId, memberId: MemberId, offset: number): Promise<void> {
    await this.entities.forget(keys.member(chainId, memberId), offset);
  }
}
