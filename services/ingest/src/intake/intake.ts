import { Injectable } from '@nestjs/common';
import { VitrineError, type AnyEvent, type EventContract } from '@vitrine/contracts';
import { EventPublisher, type RecordHeaders } from '@vitrine/messaging';
import { isRefused, passed, type Checked } from './checked.js';
import { IntakeCounters } from './intake-counters.js';

/** The door: what passed its checks is in the log once this resolves, and everything is counted. */
@Injectable()
export class Intake {
  constructor(private readonly publisher: EventPublisher, private readonly counters: IntakeCounters) {}

  /**
   * Publishes what passed, in one call.
   * @throws VitrineError `log_unavailable`; the sender may send the same again
   */
  async take<E extends AnyEvent>(contract: EventContract<E>, items: readonly Checked<E>[], headers: RecordHeaders = {}): Promise<void> {
    const events = passed(items);
    for (const item of items) if (isRefused(item)) this.counters.refused(contract.name, item.code);
    try {
      await this.publisher.publish(contract, events, headers);
    } catch (error) {
      this.counters.refused(contract.name, error instanceof VitrineError ? error.code : 'internal', events.length);
      throw error;
    }
    this.counters.accepted(contract.name, events.length);
  }

  /** The same for a route that takes one. @throws VitrineError also what the item was refused for */
  async takeOne<E extends AnyEvent>(contract: EventContract<E>, item: Checked<E>): Promise<E> {
    await this.take(contract, [item]);
    if (isRefused(item)) throw item;
    return item;
  }
}
