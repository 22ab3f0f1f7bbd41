import type { ChainId, MemberId } from '@vitrine/contracts';
import { MemberTaste, type TasteRecord } from '../member-taste.js';
import type { StateWrite } from '../state-store.js';
import { tasteOfText, tasteText } from '../taste-text.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';

export class EmbeddedMemberTaste extends MemberTaste {
  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  async get(chainId: ChainId, memberId: MemberId): Promise<TasteRecord | null> {
    const bytes = this.database.get(keys.taste(chainId, memberId));
    return bytes === undefined ? null : tasteOfText(bytes.toString());
  }

  put(record: TasteRecord): StateWrite {
    return embeddedWrite((view) => view.put(keys.taste(record.chainId, record.memberId), Buffer.from(tasteText(record))));
  }

  forget(chainId: ChainId, memberId: MemberId): StateWrite {
    return embeddedWrite((view) => view.remove(keys.taste(chainId, memberId)));
  }
}
