import { setImmediate as nextTurn } from 'node:timers/promises';
import { BasketSold, type Partition } from '@vitrine/contracts';
import { readDerived, type EventLog } from '@vitrine/messaging';
import type { VectorSpace } from '@vitrine/state';
import type { StreamLearner } from '@vitrine/word2vec';

const TELL_EVERY = 500;

/** A learner that is fed from the beginning of the log, as the live one was. */
export class BasketFold {
  /** First offset not learnt. */
  next = 0;

  constructor(private readonly log: EventLog, private readonly space: VectorSpace, private readonly source: Partition, readonly learner: StreamLearner) {}

  /** Learns on up to `end`. */
  async to(end: number, progress: (next: number) => void, signal: AbortSignal): Promise<void> {
    const { chainId, region } = this.space;
    const { topic, partition } = this.source;
    let read = this.next;
    for await (const event of readDerived(this.log, BasketSold, { topic, partition }, this.next, end, signal)) {
      if (++read % TELL_EVERY === 0) progress(read);
      if (event.region !== region || event.chainId !== chainId) continue;
      this.learner.learn({ eventId: event.eventId, items: event.skus });
      await nextTurn();
    }
    signal.throwIfAborted();
    this.next = end;
  }
}
