import { Injectable } from '@nestjs/common';
import type { MemberId, StoreId } from '@vitrine/contracts';
import { explain, type ExplainedCandidate, type OfferPolicy, type RelevanceModel } from '@vitrine/recommender';
import { MemberTaste, type MemberRecord, type StoreRecord } from '@vitrine/state';
import { RecoWorkerConfig } from '../config.js';
import { consents } from '../directory/member-view.js';
import { SlateDecider } from '../slates/slate-decider.js';

/** Why a member would see what in a store. */
export interface Explanation {
  readonly storeId: StoreId;
  readonly memberId: MemberId;
  readonly at: string;
  /** `taste`: by what the member bought; `best-sellers`: no purchases, or no consent to keep them. */
  readonly decidedBy: 'taste' | 'best-sellers';
  readonly model: { readonly version: string; readonly overall: RelevanceModel['overall']; readonly novel: RelevanceModel['novel'] };
  readonly policy: OfferPolicy;
  readonly taste: { readonly receipts: number; readonly products: number };
  /** The slate first, in its order, then what is not on it. */
  readonly candidates: readonly ExplainedCandidate[];
}

/** Explains decisions by making them: the same code, at this moment, from the live state. */
@Injectable()
export class Explanations {
  constructor(private readonly slates: SlateDecider, private readonly taste: MemberTaste, private readonly config: RecoWorkerConfig) {}

  async of(store: StoreRecord, member: MemberRecord): Promise<Explanation> {
    const taste = consents(member, 'TASTE') ? await this.taste.get(member.chainId, member.memberId) : null;
    const { nowMs, candidates, model, version, decision } = await this.slates.consider(store, { member, taste });
    const { policy } = this.config;
    return {
      storeId: store.storeId, memberId: member.memberId, at: new Date(nowMs).toISOString(), decidedBy: decision.member === null ? 'best-sellers' : 'taste',
      model: { version: version ?? 'built-in', overall: model.overall, novel: model.novel }, policy,
      taste: { receipts: taste?.receipts ?? 0, products: taste?.products.length ?? 0 },
      candidates: explain(candidates, decision, policy),
    };
  }
}
