import { Injectable } from '@nestjs/common';
import { MemberChanged, ProductChanged, StoreChanged, type AnyEvent, type EventContract, type MemberId, type Sku, type StoreId } from '@vitrine/contracts';
import { EventLog, readRecords, type ReceivedEvent } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Members, Products, Stores } from '@vitrine/state';
import { withAnnouncement } from '../directory/member-view.js';
import { recordOf } from '../directory/record-of.js';

/** How what was announced under a key gets into its view, and out of it. */
interface View<E extends AnyEvent> {
  readonly contract: EventContract<E>;
  put(event: E, offset: number): Promise<void>;
  forget(key: string): Promise<void>;
}

/**
 * Announces stores, products and members to their views again, the last of each as the log has it. In place: the views take what
 * stands last in the log and need no position, so nothing that serves misses a product meanwhile. A record the log knows nothing of stays.
 */
@Injectable()
export class AnnouncementsRebuild {
  constructor(private readonly log: EventLog, private readonly stores: Stores, private readonly products: Products, private readonly members: Members, private readonly chain: Chain) {}

  async run(progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const { chain: { id }, members } = this;
    await this.again<StoreChanged>({ contract: StoreChanged, put: (event, offset) => this.stores.put(recordOf(event), offset), forget: (key) => this.stores.forget(id, key as StoreId) }, signal);
    progress(0.1);
    await this.again<ProductChanged>({ contract: ProductChanged, put: (event, offset) => this.products.put(recordOf(event), offset), forget: (key) => this.products.forget(id, key as Sku) }, signal);
    progress(0.6);
    await this.again<MemberChanged>({
      contract: MemberChanged, forget: (key) => members.forget(id, key as MemberId),
      put: (event, offset) => members.merge(id, event.memberId, (held, erasedAtMs) => withAnnouncement(held, event, erasedAtMs), offset),
    }, signal);
    progress(1);
  }

  /** What was announced again while it was forgotten here is put again, until nothing has come. */
  private async again<E extends AnyEvent>(view: View<E>, signal: AbortSignal): Promise<void> {
    const next = new Map<number, number>();
    for (;;) {
      const last = new Map<string, ReceivedEvent<E> | null>();
      for (const { topic, partition, begin, end } of await this.log.ends(view.contract.topic.name)) {
        const range = { topic, partition, begin: next.get(partition) ?? begin, end };
        for await (const { key, received } of readRecords(this.log, view.contract, range, signal)) last.set(key, received);
        next.set(partition, end);
      }
      if (last.size === 0) return;
      for (const [key, received] of last) {
        signal.throwIfAborted();
        await (received === null ? view.forget(key) : view.put(received.event, received.position.offset));
      }
    }
  }
}
