import type { ChainId, MemberId } from '@vitrine/contracts';
import { MemberTaste, type TasteRecord } from '../member-taste.js';
import type { StateWrite } from '../state-store.js';
import { tasteOfText, tasteText } from '../taste-text.js';
import type { EmbeddedDatabase } from './embedded-database.js';
import { embeddedWrite } from './embedded-write.js';
import { keys } from './keys.js';
import { readJson, type Records } from './records.js';

export class EmbeddedMemberTaste extends MemberTaste {
  constructor(private readonly database: EmbeddedDatabase) {
    super();
  }

  async get(chainId: ChainId, memberId: MemberId): Promise<TasteRecord | null> {
    const bytes = this.database.get(keys.taste(chainId, memberId));
    return bytes === undefined ? null : tasteOfText(bytes.toString());
  }

  async timesForgotten(chainId: ChainId, memberIds: readonly MemberId[]): Promise<ReadonlyMap<MemberId, number>> {
    return new Map(memberIds.map((memberId) => [memberId, timesForgotten(this.database, chainId, memberId)]));
  }

  put(record: TasteRecord, times: number): StateWrite {
    const { chainId, memberId } = record;
    return embeddedWrite((view) => {
      if (timesForgotten(view, chainId, memberId) === times) view.put(keys.taste(chainId, memberId), Buffer.from(tasteText(record)));
    });
  }

  forget(chainId: ChainId, memberId: MemberId): StateWrite {
    return embeddedWrite((view) => {
      view.remove(keys.taste(chainId, memberId));
      view.putJson(keys.timesForgotten(chainId, memberId), timesForgotten(view, chainId, memberId) + 1);
    });
  }
}

function timesForgotten(records: Records, chainId: ChainId, memberId: MemberId): number {
  return readJson(records, keys.timesForgotten(chainId, memberId)) ?? 0;
}
