import type { SseStream } from '../sse/sse-stream.js';
import type { FlowRecord } from './flow-record.js';

/** One reader of the flow. Where it is slower than the log, records beyond the queue are left out, and it is told how many. */
export class FlowStream {
  private queue: FlowRecord[] = [];
  private dropped = 0;
  private sending = false;

  /** @param onDropped called for each record left out */
  constructor(private readonly stream: Pick<SseStream, 'send' | 'closed'>, private readonly mostQueued: number, private readonly onDropped: () => void) {}

  show(record: FlowRecord): void {
    if (this.queue.length >= this.mostQueued) {
      this.dropped += 1;
      this.onDropped();
      return;
    }
    this.queue.push(record);
    if (!this.sending) void this.drain();
  }

  private async drain(): Promise<void> {
    this.sending = true;
    while (this.queue.length > 0 && !this.stream.closed.aborted) {
      const records = this.queue;
      const dropped = this.dropped;
      this.queue = [];
      this.dropped = 0;
      for (const data of records) await this.stream.send({ event: 'record', data });
      if (dropped > 0) await this.stream.send({ event: 'dropped', data: { dropped } });
    }
    this.sending = false;
  }
}
