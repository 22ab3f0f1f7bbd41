import { Injectable } from '@nestjs/common';
import { PurchaseRecorded, VitrineError, type ConsumedPartition, type MemberId } from '@vitrine/contracts';
import type { ReceivedEvent } from '@vitrine/messaging';
import { MemberTaste, StateStore, type StandingClaim } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { ConsentingMembers } from '../purchases/consenting-members.js';
import { KnownProducts } from '../purchases/known-products.js';
import { Standstill, type Beside, type BesideFold } from './standstill.js';
import { TasteFold, type FoldSurroundings } from './taste-fold.js';

/** Members whose tastes are put in one commit. */
const AT_ONCE = 200;

/**
 * Makes the tastes anew from the receipts in the log, partition by partition: folded in memory beside the live ones, then put in their place at a
 * standstill of the partition, some members at a time. A taste whose receipts are no longer in the log stays as it is.
 */
@Injectable()
export class TasteRebuild {
  constructor(
    private readonly standstill: Standstill, private readonly store: StateStore, private readonly taste: MemberTaste, private readonly people: ConsentingMembers,
    private readonly products: KnownProducts,
  ) {}

  async run(progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    let tastes = new TasteFold();
    let part: (share: number) => void = progress;
    const fold: BesideFold<PurchaseRecorded> = {
      contract: PurchaseRecorded, group: GROUPS.purchases, progress: (share) => part(0.9 * share), apply: async (received) => tastes.apply(received, await this.surroundings(received)),
    };
    await this.standstill.with(fold, async (beside) => {
      const sources = [...beside.folded.keys()];
      for (const [index, source] of sources.entries()) {
        tastes = new TasteFold();
        part = (share) => progress((index + share) / sources.length);
        await this.standstill.catchUp(beside, [source], signal);
        part = () => undefined;
        await this.putAll(beside, source, tastes, (share) => progress((index + 0.9 + 0.1 * share) / sources.length), signal);
      }
    });
  }

  private async putAll(beside: Beside<PurchaseRecorded>, source: ConsumedPartition, tastes: TasteFold, progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const { members } = tastes;
    for (let from = 0; from < members.length; from += AT_ONCE) {
      const some = members.slice(from, from + AT_ONCE);
      await this.standstill.swap(beside, [source], async ([claim]) => claim !== undefined && this.put(claim, tastes, some), signal);
      progress(Math.min(1, (from + AT_ONCE) / members.length));
    }
  }

  private async put({ source, epoch, next }: StandingClaim, fold: TasteFold, members: readonly MemberId[]): Promise<boolean> {
    // Who has withdrawn since is not brought back.
    const consents = await this.people.consents(members);
    const writes = Array.from(consents, ([memberId, consent]) => {
      const taste = fold.of(memberId, consent);
      return taste === null ? [] : [this.taste.put(taste, consent.timesForgotten)];
    }).flat();
    try {
      return next !== null && (await this.store.commit({ source, epoch, first: next, next }, writes)) === 'applied';
    } catch (error) {
      if (error instanceof VitrineError && error.code === 'fenced') return false;
      throw error;
    }
  }

  private async surroundings(received: readonly ReceivedEvent<PurchaseRecorded>[]): Promise<FoldSurroundings> {
    const members = new Set(received.flatMap(({ event }) => event.memberId ?? []));
    const [products, consents] = await Promise.all([this.products.of(received.map(({ event }) => event)), this.people.consents([...members])]);
    return { products, consents };
  }
}
