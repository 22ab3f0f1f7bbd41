import { describe, expect, it } from 'vitest';
import type { SseEvent } from '../sse/sse-stream.js';
import type { FlowRecord } from './flow-record.js';
import { FlowStream } from './flow-stream.js';

/** A client that takes one event each time it is told to. */
class SlowClient {
  readonly events: SseEvent[] = [];
  readonly closed = new AbortController().signal;
  private takers: (() => void)[] = [];

  async send(event: SseEvent): Promise<void> {
    this.events.push(event);
    await new Promise<void>((resolve) => this.takers.push(resolve));
  }

  async take(): Promise<void> {
    this.takers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const record = (offset: number): FlowRecord => ({ topic: 't', partition: 0, offset, time: '', event: 'E', summary: {} });

describe('a reader of the flow', () => {
  it('who keeps up gets every record in order', async () => {
    const client = new SlowClient();
    const stream = new FlowStream(client, 2, () => undefined);
    for (const offset of [0, 1, 2]) {
      stream.show(record(offset));
      await client.take();
    }
    expect(client.events).toEqual([0, 1, 2].map((offset) => ({ event: 'record', data: record(offset) })));
  });

  it('who is too slow is told how many records were left out', async () => {
    const client = new SlowClient();
    let dropped = 0;
    const stream = new FlowStream(client, 2, () => { dropped += 1; });
    for (let offset = 0; offset < 6; offset += 1) stream.show(record(offset));
    for (let taken = 0; taken < 5; taken += 1) await client.take();
    expect(client.events).toEqual([
      ...[0, 1, 2].map((offset) => ({ event: 'record', data: record(offset) })), { event: 'dropped', data: { dropped: 3 } },
    ]);
    expect(dropped).toBe(3);
  });
});
