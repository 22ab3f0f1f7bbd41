import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { PurchaseRecorded, VitrineError, type ConsumedPartition, type MemberId } from '@vitrine/contracts';
import { EventLog } from '@vitrine/messaging';
import { MemberTaste, StateStore } from '@vitrine/state';
import { GROUPS } from '../groups.js';
import { ConsentingMembers } from '../purchases/consenting-members.js';
import { PurchaseLog } from './purchase-log.js';
import { TasteFold } from './taste-fold.js';

/** Members whose tastes are put in one commit. */
const AT_ONCE = 200;
const MOST_ATTEMPTS = 100;
const ATTEMPT_PAUSE_MS = 20;

/**
 * Makes the tastes anew from the receipts in the log, partition by partition: folded in memory beside the live ones, then put in their place.
 * The live consumer goes on meanwhile. For each commit its partition is claimed, the fold brought to exactly the watermark that is found, and the
 * tastes put in a step that stays there; the consumer, fenced once, claims again and goes on from the new tastes. If it was quicker, the commit
 * is tried again. A taste whose receipts are no longer in the log stays as it is.
 */
@Injectable()
export class TasteRebuild {
  constructor(private readonly log: EventLog, private readonly receipts: PurchaseLog, private readonly store: StateStore, private readonly taste: MemberTaste, private readonly people: ConsentingMembers) {}

  async run(progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const partitions = await this.log.ends(PurchaseRecorded.topic.name);
    for (const [index, { topic, partition, begin }] of partitions.entries()) {
      const part = (share: number): void => progress((index + share) / partitions.length);
      await this.rebuild({ group: GROUPS.purchases, topic, partition }, begin, part, signal);
      part(1);
    }
  }

  private async rebuild(source: ConsumedPartition, begin: number, progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const fold = new TasteFold();
    let next = begin;
    const foldTo = async (end: number): Promise<void> => {
      for await (const some of this.receipts.read(source, next, end, signal)) {
        fold.apply(some.received, await this.receipts.surroundings(some.received));
        next = some.next;
        progress((0.9 * (next - begin)) / Math.max(1, end - begin));
      }
      signal.throwIfAborted();
      next = Math.max(next, end);
    };
    await foldTo((await this.store.watermark(source)) ?? begin);
    const { members } = fold;
    for (let from = 0; from < members.length; from += AT_ONCE) {
      await this.swap(source, fold, members.slice(from, from + AT_ONCE), { foldTo, next: () => next }, signal);
      progress(0.9 + (0.1 * from) / members.length);
    }
  }

  private async swap(
    source: ConsumedPartition, fold: TasteFold, members: readonly MemberId[], { foldTo, next }: { readonly foldTo: (end: number) => Promise<void>; readonly next: () => number }, signal: AbortSignal,
  ): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      // What is read before the claim need not be read while the consumer is kept out.
      await foldTo((await this.store.watermark(source)) ?? next());
      const { epoch, next: watermark } = await this.store.claim(source);
      if (watermark === next() && (await this.put(source, epoch, watermark, fold, members))) return;
      await delay(ATTEMPT_PAUSE_MS, undefined, { signal });
    }
    throw new VitrineError('overloaded', `${source.topic}/${source.partition} moves on too fast for its tastes to be put in place; try again in a quieter hour`);
  }

  private async put(source: ConsumedPartition, epoch: number, watermark: number, fold: TasteFold, members: readonly MemberId[]): Promise<boolean> {
    // Who has withdrawn since is not brought back.
    const consents = await this.people.consents(members);
    const writes = Array.from(consents, ([memberId, consent]) => {
      const taste = fold.of(memberId, consent);
      return taste === null ? [] : [this.taste.put(taste, consent.timesForgotten)];
    }).flat();
    try {
      return (await this.store.commit({ source, epoch, first: watermark, next: watermark }, writes)) === 'applied';
    } catch (error) {
      if (error instanceof VitrineError && error.code === 'fenced') return false;
      throw error;
    }
  }
}
