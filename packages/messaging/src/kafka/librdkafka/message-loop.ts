import { done } from './librdkafka-connection.js';
import type { NativeConsumer, NativeError, NativeMessage } from './librdkafka-module.js';

/** What a loop does with what it gets. */
export interface MessageSink {
  /** Called between two calls: nothing is under way. */
  between?(): void;
  /** Gets the messages of one call, none when there were none. */
  taken(messages: readonly NativeMessage[]): void;
  complained(error: NativeError): void;
}

/** Takes what a consumer has until stopped. librdkafka rebalances and reports only while it is asked for messages. */
export class MessageLoop {
  private signalled = false;
  private ended = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  /**
   * @param atOnce most messages taken at once
   * @param quietMs asks again after so long without a sign that there is something
   */
  constructor(private readonly atOnce: number, private readonly quietMs: number) {}

  /** There is something, or something to do between two calls; to be given to the consumer as `queue_non_empty_cb`. */
  readonly notEmpty = (): void => {
    this.signalled = true;
    this.wake();
  };

  start(consumer: NativeConsumer, sink: MessageSink): void {
    // Never waits inside: that would hold one of the few threads that Node has for everything.
    consumer.setDefaultConsumeTimeout(0);
    this.running = this.run(consumer, sink);
  }

  async stop(): Promise<void> {
    this.ended = true;
    this.wake();
    await this.running;
  }

  private async run(consumer: NativeConsumer, sink: MessageSink): Promise<void> {
    while (!this.ended) {
      this.signalled = false;
      sink.between?.();
      const messages = await done<readonly NativeMessage[]>((result) => consumer.consume(this.atOnce, result)).catch((error: unknown) => {
        sink.complained(error as NativeError);
        return [];
      });
      sink.taken(messages);
      if (messages.length === 0) await this.somethingNew();
    }
  }

  private async somethingNew(): Promise<void> {
    if (this.signalled || this.ended) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.quietMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
