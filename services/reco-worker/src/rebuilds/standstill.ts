import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { partitionKey, VitrineError, type AnyEvent, type ConsumedPartition, type EventContract } from '@vitrine/contracts';
import { EventLog, type ReceivedEvent } from '@vitrine/messaging';
import { StateStore, type StandingClaim } from '@vitrine/state';
import { TopicReplay, type Span } from './topic-replay.js';

const MOST_ATTEMPTS = 100;
const ATTEMPT_PAUSE_MS = 20;

/** What is folded beside the live state. */
export interface BesideFold<E extends AnyEvent> {
  readonly contract: EventContract<E>;
  /** The group that does it live. */
  readonly group: string;
  apply(received: readonly ReceivedEvent<E>[]): Promise<void>;
  /** Told what share is folded. */
  progress(share: number): void;
}

/** A fold, how far it has come in each partition, and what it reads from. */
export interface Beside<E extends AnyEvent> {
  readonly fold: BesideFold<E>;
  readonly replay: TopicReplay<E>;
  readonly folded: Map<ConsumedPartition, number>;
}

/**
 * Folds a topic beside the live state and puts the fold in its place at exactly its watermarks. The live consumers go on meanwhile: what they have done
 * is folded, then their partitions are claimed, the rest is folded, and what is put is void if one of them has claimed again. Each is fenced once, claims
 * again and goes on from there.
 */
@Injectable()
export class Standstill {
  constructor(private readonly log: EventLog, private readonly store: StateStore) {}

  /** Lets a fold begin; it ends with the work. */
  async with<E extends AnyEvent>(fold: BesideFold<E>, work: (beside: Beside<E>) => Promise<void>): Promise<void> {
    const { contract: { topic: { name: topic } }, group } = fold;
    const folded = new Map((await this.log.ends(topic)).map(({ partition, begin }) => [{ group, topic, partition }, begin]));
    const replay = await TopicReplay.open(this.log, fold.contract);
    try {
      await work({ fold, replay, folded });
    } finally {
      await replay.close();
    }
  }

  /** Folds these partitions up to where the live state has come. */
  async catchUp<E extends AnyEvent>(beside: Beside<E>, sources: readonly ConsumedPartition[], signal: AbortSignal): Promise<void> {
    await foldTo(beside, await Promise.all(sources.map(async (source) => [source, await this.store.watermark(source)] as const)), signal);
  }

  /**
   * @param put carried out when the fold stands where the live state does. False: somebody was quicker, and it is tried again
   * @throws VitrineError `overloaded` when the partitions move on too fast for it
   */
  async swap<E extends AnyEvent>(beside: Beside<E>, sources: readonly ConsumedPartition[], put: (claims: readonly StandingClaim[]) => Promise<boolean>, signal: AbortSignal): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      // What is read before the claims need not be read while the consumers are kept out.
      await this.catchUp(beside, sources, signal);
      const claims = await Promise.all(sources.map(async (source): Promise<StandingClaim> => ({ source, ...(await this.store.claim(source)) })));
      await foldTo(beside, claims.map(({ source, next }) => [source, next] as const), signal);
      if (claims.every(({ source, next }) => next === null || next === beside.folded.get(source)) && (await put(claims))) return;
      await delay(ATTEMPT_PAUSE_MS, undefined, { signal });
    }
    const [first] = sources;
    throw new VitrineError('overloaded', `${first === undefined ? 'the log' : partitionKey(first)} moves on too fast for a rebuild to take its place; try again in a quieter hour`);
  }

}

/** Where nothing was ever applied nothing is folded. */
async function foldTo<E extends AnyEvent>({ fold, replay, folded }: Beside<E>, watermarks: readonly (readonly [ConsumedPartition, number | null])[], signal: AbortSignal): Promise<void> {
  const spans = watermarks.flatMap(([source, to]): Span[] => (to === null || to <= (folded.get(source) ?? 0) ? [] : [{ source, to }]));
  if (spans.length === 0) return;
  const due = spans.reduce((sum, { source, to }) => sum + to - (folded.get(source) ?? 0), 0);
  let done = 0;
  for await (const received of replay.read(spans, signal)) {
    await fold.apply(received);
    done += received.length;
    fold.progress(Math.min(1, done / due));
  }
  for (const { source, to } of spans) folded.set(source, to);
}
