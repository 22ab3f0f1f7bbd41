import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { partitionKey, VitrineError, type ConsumedPartition } from '@vitrine/contracts';
import type { BatchHandler, BatchResult, LogConsumer, RecordBatch, Subscription } from '@vitrine/messaging';
import { KafkaEventLog } from '@vitrine/messaging/kafka';
import { expect, it, vi } from 'vitest';
import { describeWithKafkaClients } from '../provided.js';
import { appendAll, faultTopic, numbered } from './numbered-log.js';

const PARTITIONS = 6;
const RECORDS = 3_000;
const STEPS = 40;
const MOST_MEMBERS = 4;

describeWithKafkaClients('a group whose members come and go all the time', (brokers, client) => {
  it('applies every record once and in order, whoever owns its partition', async () => {
    const log = new KafkaEventLog({ brokers, clientId: 'storm', sessionTimeoutMs: 6_000, client });
    const topic = `storm.${randomUUID()}`;
    await log.ensureTopics([faultTopic(topic, PARTITIONS)]);
    const state = new FencedState();
    const group = `storm.${randomUUID()}`;
    const join = async (): Promise<LogConsumer> => {
      const { resumeFrom, handler } = state.member();
      return log.subscribe({ group, topics: [topic], maxItems: 20, maxWaitMs: 2, from: 'earliest', resumeFrom }, handler);
    };
    const members: Promise<LogConsumer>[] = [join()];
    const leaving: Promise<void>[] = [];
    const random = sequence(7);
    const writing = (async () => {
      for (let from = 0; from < RECORDS; from += 50) {
        await appendAll(log, topic, numbered(from, 50));
        await delay(150);
      }
    })();
    for (let step = 0; step < STEPS; step++) {
      const grows = members.length === 1 || (members.length < MOST_MEMBERS && random() < 0.5);
      if (grows) members.push(join());
      else leaving.push(...members.splice(Math.floor(random() * members.length), 1).map(async (member) => (await member).close()));
      await delay(random() * 500);
    }
    await writing;
    await Promise.all(leaving);
    await vi.waitFor(() => { expect(state.applied).toBe(RECORDS); }, { timeout: 90_000, interval: 100 });
    expect(state.gaps).toEqual([]);
    for (const member of members) await (await member).close();
    await log.close();
  }, 240_000);
});

/** A state with watermarks and epochs, as a store keeps them: a write of an earlier owner is refused, and what is behind the watermark is not applied again. */
class FencedState {
  applied = 0;
  readonly gaps: string[] = [];
  private readonly marks = new Map<string, { epoch: number; next: number }>();

  /** A worker on this state. */
  member(): { readonly resumeFrom: NonNullable<Subscription['resumeFrom']>; readonly handler: BatchHandler } {
    const claims = new Map<string, number>();
    const resumeFrom = async (source: ConsumedPartition): Promise<number> => {
      const mark = this.mark(source);
      mark.epoch += 1;
      claims.set(partitionKey(source), mark.epoch);
      return mark.next;
    };
    const handler = async ({ source, records }: RecordBatch): Promise<BatchResult> => {
      await delay(Math.random() * 8);
      const mark = this.mark(source);
      if (mark.epoch !== claims.get(partitionKey(source))) throw new VitrineError('fenced', 'another owns it');
      for (const { position: { offset } } of records) {
        if (offset > mark.next) this.gaps.push(`${partitionKey(source)}: ${offset} after ${mark.next}`);
        if (offset !== mark.next) continue;
        mark.next += 1;
        this.applied += 1;
      }
      return { next: mark.next };
    };
    return { resumeFrom, handler };
  }

  private mark(source: ConsumedPartition): { epoch: number; next: number } {
    const mark = this.marks.get(partitionKey(source)) ?? { epoch: 0, next: 0 };
    this.marks.set(partitionKey(source), mark);
    return mark;
  }
}

/** Uniform in [0, 1), the same each time. */
function sequence(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 48_271) % 2_147_483_647;
    return at / 2_147_483_647;
  };
}
