import type { ChainId, MemberId } from '@vitrine/contracts';
import { MemberTaste, type TasteRecord } from '../member-taste.js';
import type { StateWrite } from '../state-store.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';
import { readJson } from './records.js';

export class EmbeddedMemberTaste extends MemberTaste {
  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  async get(chainId: ChainId, memberId: MemberId): Promise<TasteRecord | null> {
    return readJson(this.database, keys.taste(chainId, memberId));
  }

  put(record: TasteRecord): StateWrite {
    return embeddedWrite((view) => view.putJson(keys.taste(record.chainId, record.memberId), record));
  }

  forget(chainId: ChainId, memberId: MemberId): StateWrite {
    return embeddedWrite((view) => view.remove(keys.taste(chainId, memberId)));
  }
}
