import { Injectable } from '@nestjs/common';
import { PurchaseRecorded, VitrineError, type ConsumedPartition } from '@vitrine/contracts';
import { EventLog, isFor, type ReceivedEvent } from '@vitrine/messaging';
import { Chain } from '@vitrine/runtime';
import { Products } from '@vitrine/state';
import { ConsentingMembers } from '../purchases/consenting-members.js';
import type { FoldSurroundings } from './taste-fold.js';

const AT_ONCE = 500;

/** Receipts that were read together. */
export interface SomeReceipts {
  readonly received: readonly ReceivedEvent<PurchaseRecorded>[];
  /** First offset after them. */
  readonly next: number;
}

/** Reads the receipts of the log again, and what is known about them today. */
@Injectable()
export class PurchaseLog {
  constructor(private readonly log: EventLog, private readonly products: Products, private readonly people: ConsentingMembers, private readonly chain: Chain) {}

  /** `[from, to)` of a partition in order; what does not decode is left out, as it is a dead letter, and so is what was replayed for another group. */
  async *read(source: ConsumedPartition, from: number, to: number, signal: AbortSignal): AsyncIterable<SomeReceipts> {
    if (from >= to) return;
    let received: ReceivedEvent<PurchaseRecorded>[] = [];
    for await (const record of this.log.read({ topic: source.topic, partition: source.partition }, from, to, signal)) {
      const event = record.value === null || !isFor(record, source.group) ? null : decoded(record.value);
      if (event === null) continue;
      received.push({ event, position: record.position, headers: record.headers });
      if (received.length < AT_ONCE) continue;
      yield { received, next: record.position.offset + 1 };
      received = [];
    }
    if (received.length > 0) yield { received, next: to };
  }

  async surroundings(received: readonly ReceivedEvent<PurchaseRecorded>[]): Promise<FoldSurroundings> {
    const skus = new Set(received.flatMap(({ event }) => event.lines.map(({ sku }) => sku)));
    const members = new Set(received.flatMap(({ event }) => event.memberId ?? []));
    const [products, consents] = await Promise.all([this.products.getMany(this.chain.id, [...skus]), this.people.consents([...members])]);
    return { products, consents };
  }
}

function decoded(value: Buffer): PurchaseRecorded | null {
  try {
    return PurchaseRecorded.decode(value);
  } catch (error) {
    if (error instanceof VitrineError) return null;
    throw error;
  }
}
