import { Injectable } from '@nestjs/common';
import { MemberChanged, ProductChanged, StoreChanged, type AnyEvent, type EventContract, type MemberId, type Sku, type StoreId } from '@vitrine/contracts';
import { EventLog, readRecords, type ReadRecord } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Members, Products, Stores } from '@vitrine/state';
import { withAnnouncement } from '../directory/member-view.js';
import { recordOf } from '../directory/record-of.js';

/** How what was announced under a key gets into its view, and out of it. */
interface View<E extends AnyEvent> {
  readonly contract: EventContract<E>;
  put(event: E, offset: number): Promise<void>;
  forget(key: string, offset: number): Promise<void>;
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
    await this.again<StoreChanged>({ contract: StoreChanged, put: (event, offset) => this.stores.put(recordOf(event), offset), forget: (key, offset) => this.stores.forget(id, key as StoreId, offset) }, signal);
    progress(0.1);
    await this.again<ProductChanged>({ contract: ProductChanged, put: (event, offset) => this.products.put(recordOf(event), offset), forget: (key, offset) => this.products.forget(id, key as Sku, offset) }, signal);
    progress(0.6);
    await this.again<MemberChanged>({
      contract: MemberChanged, forget: (key, offset) => members.forget(id, key as MemberId, offset),
      put: (event, offset) => members.merge(id, event.memberId, (held, erasedAtMs) => withAnnouncement(held, event, erasedAtMs), offset),
    }, signal);
    progress(1);
  }

  /** What was announced again while it was forgotten here is put again, until nothing has come. */
  private async again<E extends AnyEvent>(view: View<E>, signal: AbortSignal): Promise<void> {
    const next = new Map<number, number>();
    for (;;) {
      const last = new Map<string, ReadRecord<E>>();
      for (const { topic, partition, begin, end } of await this.log.ends(view.contract.topic.name)) {
        const range = { topic, partition, begin: next.get(partition) ?? begin, end };
        for await (const record of readRecords(this.log, view.contract, range, signal)) last.set(record.key, record);
        next.set(partition, end);
      }
      if (last.size === 0) return;
      for (const { key, offset, received } of last.values()) {
        signal.throwIfAborted();
        await (received === null ? view.forget(key, offset) : view.put(received.event, offset));
      }
    }
  }
}
